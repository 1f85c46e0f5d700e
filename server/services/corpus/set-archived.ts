import { retryBusy } from "@/server/db/retry";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { corpusPartInput, findCorpus, type CorpusPart } from "@/server/services/corpus/find-corpus";
import { parseInput } from "@/server/services/parse-input";

/** Writes when a corpus, or one version, was archived; writing what is written already changes nothing. */
export async function setArchived(ctx: Context, part: CorpusPart, archivedAt: Date | null): Promise<void> {
  const { corpusId, number } = parseInput(corpusPartInput, part);
  authorise(ctx, "archive a corpus");
  await findCorpus(ctx, { corpusId, number });
  const data = { archivedAt, version: { increment: 1 } };
  const turned = { workspaceId: ctx.workspaceId, archivedAt: archivedAt === null ? { not: null } : null };
  await retryBusy(() =>
    number === undefined
      ? ctx.db.corpus.updateMany({ where: { ...turned, id: corpusId }, data })
      : ctx.db.corpusVersion.updateMany({ where: { ...turned, corpusId, number, deletedAt: null }, data }),
  );
}
