import type { Context } from "@/server/services/context";
import { toCorpusSummary, type CorpusSummary } from "@/server/services/corpus/corpus-summary";

/** The latest version of each corpus that is not archived, by name. */
export async function listCorpora({ ctx }: { ctx: Context }): Promise<CorpusSummary[]> {
  const corpora = await ctx.db.corpus.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: null },
    orderBy: { name: "asc" },
    include: { versions: { where: { archivedAt: null, deletedAt: null }, orderBy: { number: "desc" } } },
  });
  const summaries = corpora.map(async ({ versions, ...corpus }) => {
    const [latest] = versions;
    return latest === undefined ? [] : [await toCorpusSummary(corpus, latest, versions, ctx.home)];
  });
  return (await Promise.all(summaries)).flat();
}
