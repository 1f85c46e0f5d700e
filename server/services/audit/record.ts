import { randomUUID } from "node:crypto";
import type { AuditAction } from "@/core/audit";
import type { DbTransaction } from "@/server/db/client";
import type { Context } from "@/server/services/context";

export interface Recorded {
  readonly action: AuditAction;
  /** Id or e-mail address of what it was done to. */
  readonly subject: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Adds to the audit, in the transaction of the act where it has one: what is not recorded did not happen. */
export async function recordAudit(
  db: DbTransaction,
  { workspaceId, actor }: Pick<Context, "workspaceId" | "actor">,
  { action, subject, detail = {} }: Recorded,
): Promise<void> {
  await db.auditEvent.create({
    data: { id: randomUUID(), workspaceId, createdBy: actor, action, subject, detail },
  });
}
