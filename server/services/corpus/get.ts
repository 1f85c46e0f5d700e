import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { CorpusStatistics } from "@/core/statistics";
import type { Context } from "@/server/services/context";
import { readCorpusInfo, type CorpusInfo } from "@/server/services/corpus/corpus-info";
import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";
import { toCorpusSummary, type CorpusSummary } from "@/server/services/corpus/corpus-summary";
import { parseInput } from "@/server/services/parse-input";

export const getCorpusInput = z.object({
  corpusId: z.string().min(1),
  /** Number of the version; the latest without it. */
  number: z.number().int().positive().optional(),
});

export interface CorpusDetail extends CorpusSummary {
  readonly statistics: CorpusStatistics;
  readonly info: CorpusInfo;
}

/** @throws StudioError `not-found`, `corrupt` */
export async function getCorpus({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof getCorpusInput>;
}): Promise<CorpusDetail> {
  const { corpusId, number } = parseInput(getCorpusInput, input);
  const found = await ctx.db.corpus.findFirst({
    where: { id: corpusId, workspaceId: ctx.workspaceId },
    include: { versions: { orderBy: { number: "desc" } } },
  });
  const version = found?.versions.find((candidate) => number === undefined || candidate.number === number);
  if (found === null || version === undefined) {
    const what =
      number === undefined ? `corpus ${corpusId}` : `version ${String(number)} of corpus ${corpusId}`;
    throw new StudioError("not-found", `There is no ${what}.`, "Choose a corpus from the list.");
  }
  const { versions, ...corpus } = found;
  const [summary, statistics, info] = await Promise.all([
    toCorpusSummary(corpus, version, versions, ctx.home),
    readCorpusStatistics(version.fingerprint, ctx.home),
    readCorpusInfo(version.fingerprint, ctx.home),
  ]);
  return { ...summary, statistics, info };
}
