import type { CorpusVersion } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { deletedVersion } from "@/server/services/corpus/deleted-version";

/** A version whose files are there, archived or not. @throws StudioError `not-found`, also for a tombstone */
export async function findCorpusVersion(ctx: Context, versionId: string): Promise<CorpusVersion> {
  const version = await ctx.db.corpusVersion.findFirst({
    where: { id: versionId, workspaceId: ctx.workspaceId },
    include: { corpus: { select: { name: true } } },
  });
  if (version !== null) {
    if (version.deletedAt !== null) throw deletedVersion(version, version.corpus.name);
    return version;
  }
  throw new StudioError(
    "not-found",
    `There is no corpus version ${versionId}.`,
    "Choose a corpus from the list.",
  );
}
