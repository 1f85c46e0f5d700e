import type { Hindrance, ItemsCompared } from "@/core/comparison/compared-item";
import { StudioError } from "@/core/errors";
import type { Corpus, CorpusVersion } from "@/generated/sqlite/client";
import { planScoring } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";
import type { Context } from "@/server/services/context";
import { deletedVersion } from "@/server/services/corpus/deleted-version";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { isSynthetic } from "@/server/services/corpus/synthetic-corpora";
import type { FoundItem } from "@/server/services/comparison/find-items";

/** The corpus version that sets are counted on, and what each item has against it. */
export interface ChosenCorpus {
  readonly corpus: NonNullable<ItemsCompared["corpus"]>;
  readonly hindranceOf: (item: FoundItem) => Hindrance | null;
}

/** @throws StudioError `not-found` for a version that has never been */
export async function chosenCorpus(ctx: Context, versionId: string): Promise<ChosenCorpus> {
  const version = await ctx.db.corpusVersion.findFirst({
    where: { id: versionId, workspaceId: ctx.workspaceId },
    include: { corpus: true },
  });
  if (version === null)
    throw new StudioError(
      "not-found",
      `There is no corpus version ${versionId}.`,
      "Choose a corpus from the list.",
    );
  const { fingerprint } = version;
  const corpus = {
    corpusId: version.corpusId,
    name: version.corpus.name,
    number: version.number,
    versionId: version.id,
    fingerprint,
    synthetic: await isSynthetic(fingerprint, ctx.home),
  };
  const statistics = await statisticsOf(ctx, version);
  return {
    corpus,
    hindranceOf: (item) => {
      if (item.own !== null && item.own.fingerprint !== fingerprint) return pinsAnother(item.own, corpus);
      return "why" in statistics ? statistics : unsuited(item, statistics);
    },
  };
}

/** Frozen statistics of a version, or why there are none. */
async function statisticsOf(
  { home }: Context,
  version: CorpusVersion & { readonly corpus: Corpus },
): Promise<CorpusStatistics | Hindrance> {
  if (version.deletedAt !== null) return hindranceOf(deletedVersion(version, version.corpus.name));
  try {
    return await knownStatistics(version.fingerprint, home);
  } catch (error) {
    return hindranceOf(error);
  }
}

const pinsAnother = (
  own: NonNullable<FoundItem["own"]>,
  chosen: { readonly name: string; readonly number: number },
): Hindrance => ({
  why: `It was confirmed on version ${String(own.number)} of "${own.name}", not on version ${String(chosen.number)} of "${chosen.name}".`,
  way: `Compare on version ${String(own.number)} of "${own.name}", or put the saved version of its recipe here instead.`,
});

function unsuited({ recipe }: FoundItem, statistics: CorpusStatistics): Hindrance | null {
  try {
    planScoring(recipe, statistics);
    return null;
  } catch (error) {
    return hindranceOf(error);
  }
}

function hindranceOf(error: unknown): Hindrance {
  if (error instanceof StudioError) return { why: error.message, way: error.way ?? "Choose another corpus." };
  throw error;
}
