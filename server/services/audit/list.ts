import { z } from "zod";
import type { Prisma } from "@/generated/sqlite/client";
import { AUDIT_ACTIONS } from "@/core/audit";
import type { DbTransaction } from "@/server/db/client";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

export const auditFilter = z.strictObject({
  action: z.enum(AUDIT_ACTIONS).optional(),
  /** Part of who did it, or of what it was done to. */
  text: z.string().trim().max(254).optional(),
  from: z.date().optional(),
  until: z.date().optional(),
});
export type AuditFilter = z.output<typeof auditFilter>;

const PAGE = 100;

/** Not strict: the client of a list that goes on sends its direction, too. */
export const listAuditInput = z.object({
  ...auditFilter.shape,
  /** Id of the last event of the page before. */
  cursor: z.string().min(1).optional(),
});

export interface AuditLine {
  readonly id: string;
  readonly at: Date;
  /** E-mail address of an account, "local" for a terminal, "nobody at <address>" for a refused sign-in. */
  readonly who: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: unknown;
}

const isMeant = (ctx: Context, { action, text, from, until }: AuditFilter): Prisma.AuditEventWhereInput => ({
  workspaceId: ctx.workspaceId,
  ...(action === undefined ? {} : { action }),
  ...(text === undefined || text === ""
    ? {}
    : { OR: [{ createdBy: { contains: text } }, { subject: { contains: text } }] }),
  createdAt: { ...(from === undefined ? {} : { gte: from }), ...(until === undefined ? {} : { lt: until }) },
});

/** Events newest first, `take` after the one named. */
export async function readAudit(
  db: DbTransaction,
  ctx: Context,
  {
    filter,
    after,
    take,
  }: { readonly filter: AuditFilter; readonly after: string | undefined; readonly take: number },
): Promise<AuditLine[]> {
  const rows = await db.auditEvent.findMany({
    where: isMeant(ctx, filter),
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take,
    ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
  });
  return rows.map(({ id, createdAt, createdBy, action, subject, detail }) => ({
    ...{ id, at: createdAt, who: createdBy, action, subject, detail },
  }));
}

/** A page of the audit. `next` names where the following one begins, null at the end. */
export async function listAudit({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: z.input<typeof listAuditInput>;
}): Promise<{ readonly lines: readonly AuditLine[]; readonly next: string | null }> {
  const { cursor, ...filter } = parseInput(listAuditInput, input);
  authorise(ctx, "read the audit");
  const lines = await readAudit(ctx.db, ctx, { filter, after: cursor, take: PAGE });
  return { lines, next: lines.length < PAGE ? null : (lines.at(-1)?.id ?? null) };
}
