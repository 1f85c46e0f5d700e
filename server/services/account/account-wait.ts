import { StudioError } from "@/core/errors";
import type { Db } from "@/server/db/client";
import { networkOf } from "@/server/services/account/network-of";

const DAY_MS = 86_400_000;
/** Refused passwords of one account within a day, from wherever, after which each further one has to wait. */
const FREE = 20;
const LONGEST_S = 60;
/** For so many days a place that an account signed in from is its own. */
const KNOWN_DAYS = 90;
/** Sign-ins looked through for that. */
const MOST_SIGN_INS = 500;

interface Guess {
  readonly db: Db;
  readonly workspaceId: string;
  /** E-mail address of the account. */
  readonly subject: string;
  /** See `networkOf`. */
  readonly network: string;
  /** Passwords of the account that are being checked. */
  readonly beside: number;
}

/**
 * Makes whoever guesses one account's password from many places wait: 1 s after 20 refused ones in a day, twice as long after
 * each further one, 60 s at most. From where the account signed in before nobody waits, so that guesses of others do not keep
 * its owner out.
 * @throws StudioError `not-ready` until the wait is over
 */
export async function accountWait(guess: Guess): Promise<void> {
  const { db, workspaceId, subject, beside } = guess;
  const now = new Date();
  const createdAt = { gt: new Date(now.getTime() - DAY_MS), lte: now };
  const refused = { workspaceId, action: "sign-in refused", subject, createdAt };
  const count = (await db.auditEvent.count({ where: refused })) + beside;
  if (count < FREE) return;
  const last = await db.auditEvent.findFirst({ where: refused, orderBy: { createdAt: "desc" } });
  const since = beside > 0 || last === null ? now : last.createdAt;
  const waitMs = since.getTime() + waitSeconds(count) * 1000 - now.getTime();
  if (waitMs <= 0 || (await isKnownPlace(guess, now))) return;
  throw new StudioError(
    "not-ready",
    "Too many passwords of this account were refused.",
    `Try again in ${String(Math.ceil(waitMs / 1000))} s, or from where you signed in before.`,
  );
}

const waitSeconds = (count: number): number => Math.min(LONGEST_S, 2 ** (count - FREE));

async function isKnownPlace({ db, workspaceId, subject, network }: Guess, now: Date): Promise<boolean> {
  const signIns = await db.auditEvent.findMany({
    where: {
      ...{ workspaceId, action: "signed in", subject },
      createdAt: { gt: new Date(now.getTime() - KNOWN_DAYS * DAY_MS) },
    },
    orderBy: { createdAt: "desc" },
    take: MOST_SIGN_INS,
    select: { detail: true },
  });
  return signIns.some(({ detail }) => {
    const address =
      typeof detail === "object" && detail !== null && "address" in detail ? detail.address : null;
    return typeof address === "string" && networkOf(address) === network;
  });
}
