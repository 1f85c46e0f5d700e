import type { AuditAction } from "@/core/audit";
import { StudioError } from "@/core/errors";
import type { Db } from "@/server/db/client";
import { retryBusy } from "@/server/db/retry";
import { accountWait } from "@/server/services/account/account-wait";
import { recordAudit } from "@/server/services/audit/record";

/** Refused passwords of one account, and of all accounts together, that come from one place. */
const LIMIT = { minutes: 15, ofAccount: 10, ofPlace: 50 } as const;

/** A password that somebody says is an account's. */
export interface PasswordTry {
  readonly db: Db;
  readonly workspaceId: string;
  /** From where it comes, as the audit names it: nobody uses up the tries of other places. */
  readonly actor: string;
  /** E-mail address of the account. */
  readonly subject: string;
  /** What the audit says of a refusal. */
  readonly refusal: AuditAction;
  /** Of whoever is not signed in: the network that it comes from. */
  readonly network?: string;
}

/** Kept on `globalThis`: a development server evaluates modules again. */
const kept: typeof globalThis & { studioPasswordTries?: Set<PasswordTry> } = globalThis;

/**
 * Checks a password unless too many were refused lately, which the audit tells: neither a new start nor another server forgets.
 * Those that are being checked count as refused, so that nobody passes the limit by asking for many at once.
 * @param check null for a wrong password
 * @throws StudioError `not-ready` after too many
 */
export async function tryPassword<T>(tried: PasswordTry, check: () => Promise<T | null>): Promise<T | null> {
  const running = (kept.studioPasswordTries ??= new Set());
  const ahead = [...running];
  running.add(tried);
  try {
    await limit(tried, ahead);
    const checked = await check();
    if (checked === null) await note(tried);
    return checked;
  } finally {
    running.delete(tried);
  }
}

async function limit(tried: PasswordTry, ahead: readonly PasswordTry[]): Promise<void> {
  const { db, workspaceId, actor, subject, refusal, network } = tried;
  const now = Date.now();
  // A clock that was set back must not make what was refused before it count for longer.
  const createdAt = { gt: new Date(now - LIMIT.minutes * 60_000), lte: new Date(now) };
  const refused = { workspaceId, action: refusal, createdBy: actor, createdAt };
  const [ofAccount, ofPlace] = await Promise.all([
    db.auditEvent.count({ where: { ...refused, subject } }),
    db.auditEvent.count({ where: refused }),
  ]);
  const beside = ahead.filter((one) => one.actor === actor && one.refusal === refusal);
  const besideOfAccount = beside.filter((one) => one.subject === subject);
  if (ofAccount + besideOfAccount.length >= LIMIT.ofAccount || ofPlace + beside.length >= LIMIT.ofPlace)
    throw new StudioError(
      "not-ready",
      "Too many passwords were refused.",
      `Try again in ${String(LIMIT.minutes)} minutes.`,
    );
  if (network === undefined) return;
  const ofAnyPlace = ahead.filter((one) => one.subject === subject && one.refusal === refusal);
  await accountWait({ db, workspaceId, subject, network, beside: ofAnyPlace.length });
}

const note = ({ db, workspaceId, actor, subject, refusal }: PasswordTry): Promise<void> =>
  retryBusy(() => recordAudit(db, { workspaceId, actor }, { action: refusal, subject }));
