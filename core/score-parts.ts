import { z } from "zod";
import type { Recipe } from "@/core/recipe";
import { levelsOf, RATERS, type Family, type RaterId } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import type { CorpusStatistics } from "@/core/statistics";

/**
 * The score table as the browser gets it: columns in groups, each group cut into parts of consecutive rows. A part is
 * an Arrow IPC stream named by the sha256 of its bytes; the parts of all groups are cut at multiples of `BATCH_ROWS`,
 * which are their record batches, so that the batches of several groups lie side by side.
 */
export const SCORE_GROUPS = [
  "key",
  "natural-language",
  "importance",
  "model",
  "levels",
  "natural-language-ranks",
  "importance-ranks",
  "model-ranks",
] as const;
export type ScoreGroup = (typeof SCORE_GROUPS)[number];

/** The most bytes of a part. */
export const PART_BYTES = 8_000_000;
/** Rows of a record batch; ten vectors of DuckDB. */
export const BATCH_ROWS = 20_480;
/** The largest corpus all of whose rows have parts; of a larger one only the sample has. */
export const MOST_WHOLE_ROWS = 2_000_000;

/** Group of the noise of a seed (core/scoring/noise.ts), whose parts have a list of their own. */
export const NOISE_GROUP = "noise";

export interface PartColumn {
  readonly name: string;
  readonly type: "UINTEGER" | "UTINYINT" | "FLOAT";
}

export const scorePartSchema = z.strictObject({
  group: z.enum([...SCORE_GROUPS, NOISE_GROUP]),
  /** Position of its first row among the rows the parts are of. */
  firstRow: z.number().int().nonnegative(),
  rows: z.number().int().positive(),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ScorePart = z.output<typeof scorePartSchema>;

/** Parts of the frozen sample, and of all rows; the same ones where the sample is the whole corpus. */
export const scorePartsSchema = z.strictObject({
  sample: z.array(scorePartSchema),
  all: z.array(scorePartSchema),
});
export type ScoreParts = z.output<typeof scorePartsSchema>;

/** What a normalisation reads: the raters with their likeliest levels, or their percentiles. */
export type ScoreKind = "values" | "ranks";

const KIND_GROUPS: Readonly<Record<ScoreKind, readonly ScorePart["group"][]>> = {
  values: ["key", "natural-language", "importance", "model", "levels"],
  ranks: ["key", "natural-language-ranks", "importance-ranks", "model-ranks"],
};

/** The kinds a recipe reads, first that of its weights: filters are on values, whatever the weights are on. */
export function scoreKinds({ normalisation, filters }: Recipe): readonly [ScoreKind, ...ScoreKind[]] {
  if (normalisation !== "rank") return ["values"];
  return Object.keys(filters?.raters ?? {}).length === 0 ? ["ranks"] : ["ranks", "values"];
}

/** The parts of the table of one kind. */
export const partsOfKind = (parts: readonly ScorePart[], kind: ScoreKind): ScorePart[] =>
  parts.filter(({ group }) => KIND_GROUPS[kind].includes(group));

export const bytesOf = (parts: readonly ScorePart[]): number =>
  parts.reduce((sum, { bytes }) => sum + bytes, 0);

/** Columns of a group, in their order; those of raters that are off are left out. */
export function partColumns(group: ScoreGroup, statistics: CorpusStatistics): PartColumn[] {
  switch (group) {
    case "key":
      return [
        { name: "ordinal", type: "UINTEGER" },
        { name: "domain", type: "UTINYINT" },
        { name: "tokens", type: "UINTEGER" },
        { name: "inclusion", type: "FLOAT" },
      ];
    case "levels":
      return ratersOn(statistics)
        .filter((id) => CLASSIFIERS.has(id))
        .map((id) => ({ name: raterColumn(id, "argmax"), type: "UTINYINT" }));
    case "natural-language":
    case "importance":
    case "model":
      return familyColumns(group, "value", statistics);
    case "natural-language-ranks":
      return familyColumns("natural-language", "rank", statistics);
    case "importance-ranks":
      return familyColumns("importance", "rank", statistics);
    case "model-ranks":
      return familyColumns("model", "rank", statistics);
  }
}

const CLASSIFIERS: ReadonlySet<RaterId> = new Set(
  RATERS.filter((rater) => levelsOf(rater) !== null).map(({ id }) => id),
);

const ratersOn = (statistics: CorpusStatistics): RaterId[] =>
  RATERS.map(({ id }) => id).filter((id) => statistics.raters[id] !== null);

const familyColumns = (family: Family, kind: "value" | "rank", statistics: CorpusStatistics): PartColumn[] =>
  RATERS.filter((rater) => rater.family === family && statistics.raters[rater.id] !== null).map(({ id }) => ({
    name: raterColumn(id, kind),
    type: "FLOAT",
  }));
