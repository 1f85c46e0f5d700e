import { z } from "zod";
import type { PreviewFigures } from "@/core/preview/preview";
import { firstRecipe } from "@/core/presets";
import type { Recipe } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import { decodeRecipe } from "@/core/recipe-url";
import type { ScoreParts } from "@/core/score-parts";
import type { ColumnStatistics, CorpusStatistics } from "@/core/statistics";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { getCorpus } from "@/server/services/corpus/get";
import { parseInput } from "@/server/services/parse-input";
import { readFigures } from "@/server/services/preview/figures-file";
import { corpusPath } from "@/server/storage/home";

export const openMixerInput = z.object({
  corpusId: z.string().min(1),
  /** A recipe as links hold it (core/recipe-url.ts). */
  code: z.string().max(10_000).optional(),
  /** Of the corpus version; default: the latest. */
  number: z.number().int().positive().optional(),
});

/** What a mixer draws before anything is loaded into the browser. */
export interface MixerOpening {
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly versionId: string;
  readonly fingerprint: string;
  readonly synthetic: boolean;
  /** The frozen statistics with `OUTLINE_QUANTILES` of the quantiles: 30 kB in place of 2 MB. */
  readonly outline: CorpusStatistics;
  readonly scoreParts: ScoreParts;
  /** That of the link, else the first; null for a corpus without any rater. */
  readonly recipe: Recipe | null;
  /** Exact figures of that recipe, where they were counted before. */
  readonly figures: OpeningFigures | null;
}

/** Figures with the recipe they belong to. */
export interface OpeningFigures extends PreviewFigures {
  readonly recipeKey: string;
}

const OUTLINE_QUANTILES = 65;

/** A version of a corpus with the first picture of its mixer. @throws StudioError `not-found`, `corrupt` */
export async function openMixer({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof openMixerInput>;
}): Promise<MixerOpening> {
  const { corpusId, code, number: asked } = parseInput(openMixerInput, input);
  const { statistics, info, ...corpus } = await getCorpus({
    ctx,
    input: { corpusId, ...(asked === undefined ? {} : { number: asked }) },
  });
  const { id, name, number, versionId, fingerprint, synthetic } = corpus;
  const recipe = readLink(code) ?? firstRecipe(statistics);
  const recipeKey = recipe === null ? null : recipeHash(recipe);
  const figures = recipeKey === null ? null : await readFigures(corpusPath(fingerprint, ctx.home), recipeKey);
  return {
    ...{ id, name, number, versionId, fingerprint, synthetic },
    outline: outlineOf(statistics),
    scoreParts: info.scoreParts,
    recipe,
    figures: figures === null || recipeKey === null ? null : { ...figures, recipeKey },
  };
}

/** A link that cannot be read is told by the page, which then shows the first recipe. */
function readLink(code: string | undefined): Recipe | null {
  if (code === undefined) return null;
  try {
    return decodeRecipe(code);
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}

function outlineOf(statistics: CorpusStatistics): CorpusStatistics {
  const raters = Object.entries(statistics.raters).map(([rater, found]) => [
    rater,
    found === null
      ? null
      : {
          ...found,
          value: thinned(found.value),
          argmax: found.argmax === null ? null : thinned(found.argmax),
        },
  ]);
  return { ...statistics, raters: Object.fromEntries(raters) as CorpusStatistics["raters"] };
}

function thinned(column: ColumnStatistics): ColumnStatistics {
  const step = (column.quantiles.length - 1) / (OUTLINE_QUANTILES - 1);
  return { ...column, quantiles: column.quantiles.filter((_, at) => at % step === 0) };
}
