import { randomUUID } from "node:crypto";
import { sourceMappingSchema, type SourceMapping } from "@/core/source-mapping";
import type { Prisma } from "@/generated/sqlite/client";
import type { DbTransaction } from "@/server/db/client";
import type { Context } from "@/server/services/context";

type Owner = Pick<Context, "workspaceId" | "actor">;

/** The mapping of the last import of a source with these columns, null when there was none. */
export async function recallMapping(
  db: DbTransaction,
  { workspaceId }: Owner,
  columnsKey: string,
): Promise<SourceMapping | null> {
  const found = await db.columnMapping.findUnique({
    where: { workspaceId_columnsKey: { workspaceId, columnsKey } },
  });
  const parsed = sourceMappingSchema.safeParse(found?.mapping);
  return parsed.success ? parsed.data : null;
}

/** Keeps a mapping for the next source with these columns. */
export async function rememberMapping(
  db: DbTransaction,
  { workspaceId, actor }: Owner,
  columnsKey: string,
  mapping: SourceMapping,
): Promise<void> {
  const json = JSON.parse(JSON.stringify(mapping)) as Prisma.InputJsonObject;
  await db.columnMapping.upsert({
    where: { workspaceId_columnsKey: { workspaceId, columnsKey } },
    create: { id: randomUUID(), workspaceId, createdBy: actor, columnsKey, mapping: json },
    update: { mapping: json, version: { increment: 1 } },
  });
}
