import type { z } from "zod";
import { StudioError } from "@/core/errors";
import type { CorpusStatistics } from "@/core/statistics";
import type { CorpusVersion } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import { deletedVersion } from "@/server/services/corpus/deleted-version";
import { corpusPartInput, findCorpus } from "@/server/services/corpus/find-corpus";
import { readCorpusInfo, type CorpusInfo } from "@/server/services/corpus/corpus-info";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { toCorpusSummary, type CorpusSummary } from "@/server/services/corpus/corpus-summary";
import { parseInput } from "@/server/services/parse-input";

export interface CorpusDetail extends CorpusSummary {
  readonly statistics: CorpusStatistics;
  readonly info: CorpusInfo;
}

/** A version of a corpus, without a number the newest that is not archived. @throws StudioError `not-found`, `corrupt` */
export async function getCorpus({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof corpusPartInput>;
}): Promise<CorpusDetail> {
  const part = parseInput(corpusPartInput, input);
  const { versions, ...corpus } = await findCorpus(ctx, part);
  const version = versionMeant(versions, part.number);
  if (version === undefined) {
    throw new StudioError(
      "not-found",
      `No version of "${corpus.name}" is left.`,
      "Import documents under its name.",
    );
  }
  if (version.deletedAt !== null) throw deletedVersion(version, corpus.name);
  const kept = versions.filter(({ deletedAt }) => deletedAt === null);
  const [summary, statistics, info] = await Promise.all([
    toCorpusSummary(corpus, version, kept, ctx.home),
    knownStatistics(version.fingerprint, ctx.home),
    readCorpusInfo(version.fingerprint, ctx.home),
  ]);
  return { ...summary, statistics, info };
}

/** The version of a number; without one the newest, archived ones only where there is no other. */
function versionMeant(
  versions: readonly CorpusVersion[],
  number: number | undefined,
): CorpusVersion | undefined {
  if (number !== undefined) return versions.find((version) => version.number === number);
  const kept = versions.filter(({ deletedAt }) => deletedAt === null);
  return kept.find(({ archivedAt }) => archivedAt === null) ?? kept[0];
}
