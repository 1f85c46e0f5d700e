import { StudioError } from "@/core/errors";
import type { DbTransaction } from "@/server/db/client";

/** A deletion of the version either waits until what refers to it is there, or has been and is seen here. @throws StudioError `conflict` */
export async function holdVersion(tx: DbTransaction, id: string): Promise<void> {
  const { count } = await tx.corpusVersion.updateMany({
    where: { id, deletedAt: null },
    data: { version: { increment: 1 } },
  });
  if (count > 0) return;
  throw new StudioError(
    "conflict",
    "The corpus version was deleted meanwhile.",
    "Import the same documents again, or choose another corpus.",
  );
}
