import type { CorpusVersion } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";

/** @throws StudioError `not-found` */
export async function findCorpusVersion(ctx: Context, versionId: string): Promise<CorpusVersion> {
  const version = await ctx.db.corpusVersion.findFirst({
    where: { id: versionId, workspaceId: ctx.workspaceId },
  });
  if (version !== null) return version;
  throw new StudioError(
    "not-found",
    `There is no corpus version ${versionId}.`,
    "Choose a corpus from the list.",
  );
}
