import type { NamedModelId } from "@/core/models";

/** Tasks of the published evaluation, accuracy in percent; the average is the mean of the first eight. */
export const PUBLISHED_TASKS = [
  "ARC-E",
  "ARC-C",
  "SciQ",
  "HellaSwag",
  "SIQA",
  "WinoGrande",
  "RACE",
  "OBQA",
  "MMLU",
  "NQ",
] as const;
export type PublishedTask = (typeof PUBLISHED_TASKS)[number];

/** Averages over groups of tasks as the paper reports them for its 1.3B models. */
export interface PublishedGroups {
  /** ARC-E, ARC-C, SciQ. */
  readonly generalKnowledge: number;
  /** HellaSwag, SIQA, WinoGrande. */
  readonly commonsense: number;
  /** RACE, OBQA. */
  readonly reading: number;
}

/** A result of the Meta-rater paper; accuracy in percent, higher is better. What nobody published is left out. */
export interface PublishedResult {
  readonly id: string;
  /** The data a model was trained on. */
  readonly label: string;
  readonly model: NamedModelId;
  /** Training tokens. */
  readonly tokens: number;
  readonly average: number;
  readonly groups: PublishedGroups | null;
  readonly tasks: Readonly<Partial<Record<PublishedTask, number>>>;
}

/** Where the results come from, and how they were measured. */
export const PUBLISHED_SOURCE = {
  citation:
    "Zhuang et al., Meta-rater: A Multi-dimensional Data Selection Method for Pre-training Language Models, ACL 2025",
  address: "https://arxiv.org/abs/2504.14194",
  evaluation:
    "lm-evaluation-harness, accuracy in percent; the average is over eight tasks, MMLU and NQ stand outside it",
} as const;

const BILLION = 1_000_000_000;

const groups = (generalKnowledge: number, commonsense: number, reading: number): PublishedGroups => ({
  ...{ generalKnowledge, commonsense, reading },
});

const of1B = (
  id: string,
  label: string,
  average: number,
  own: PublishedGroups | null,
  more: Partial<Pick<PublishedResult, "tokens" | "tasks">> = {},
): PublishedResult => ({
  ...{ id, label, model: "1.3B", tokens: 30 * BILLION, average, groups: own, tasks: {} },
  ...more,
});

/**
 * Results of the paper and the model card meta-rater-3b-25raters (arXiv 2504.14194), in the order of their models and averages.
 * The average of Random at 7.2B is that of the paper; its model card's own tasks average 52.88.
 */
export const PUBLISHED_RESULTS: readonly PublishedResult[] = [
  of1B("random-1b", "Random", 43.78, groups(52.79, 43.94, 30.02), {
    tasks: {
      ...{ "ARC-E": 51.05, "ARC-C": 23.81, SciQ: 83.5, HellaSwag: 39.69 },
      ...{ SIQA: 40.28, WinoGrande: 51.85, RACE: 30.43, OBQA: 29.6 },
    },
  }),
  of1B("mates-1b", "MATES", 43.79, groups(53.15, 43.25, 30.55)),
  of1B("fineweb-edu-1b", "FineWeb-Edu", 45.76, groups(55.79, 45.51, 31.1)),
  of1B("qurating-1b", "QuRating, educational value", 46.16, groups(57.66, 46.72, 28.1)),
  of1B("prrc-1b", "Meta-rater, PRRC alone (4)", 46.35, null),
  of1B("model-raters-1b", "Meta-rater, model raters (11)", 46.6, null),
  of1B("meta-rater-1b", "Meta-rater, all 25", 47.01, groups(58.9, 45.41, 31.55)),
  of1B("random-1b-60b", "Random, twice the tokens", 45.7, groups(56.01, 44.87, 31.47), {
    tokens: 60 * BILLION,
  }),
  {
    ...{ id: "random-3b", label: "Random", model: "3.3B", tokens: 100 * BILLION },
    ...{ average: 52.98, groups: null, tasks: { MMLU: 25.48, NQ: 6.28 } },
  },
  {
    ...{ id: "meta-rater-3b", label: "Meta-rater, all 25", model: "3.3B", tokens: 100 * BILLION },
    ...{ average: 54.71, groups: null },
    tasks: {
      ...{ "ARC-E": 72.1, "ARC-C": 37.54, SciQ: 92.9, HellaSwag: 58.99, SIQA: 43.91 },
      ...{ WinoGrande: 60.14, RACE: 35.12, OBQA: 37, MMLU: 26.21, NQ: 6.87 },
    },
  },
  {
    ...{ id: "random-7b", label: "Random", model: "7.2B", tokens: 150 * BILLION },
    ...{ average: 52.12, groups: null, tasks: {} },
  },
  {
    ...{ id: "meta-rater-7b", label: "Meta-rater, all 25", model: "7.2B", tokens: 150 * BILLION },
    ...{ average: 55.24, groups: null, tasks: {} },
  },
];

/** Whether two results differ in their data only: same model, same training tokens, and the same evaluation as all here. */
export const arePublishedComparable = (
  a: Pick<PublishedResult, "model" | "tokens">,
  b: Pick<PublishedResult, "model" | "tokens">,
): boolean => a.model === b.model && a.tokens === b.tokens;

/**
 * How a published result stands to a run: `same-size`: the run trains that model on as many tokens, so that its accuracies on
 * the same tasks, measured by the same evaluation, would compare; `other-size`: not even those would. The studio measures
 * validation loss, which no published result is: a loss and an accuracy are never on one scale.
 */
export const publishedStanding = (
  result: PublishedResult,
  run: { readonly model: string; readonly tokens: number },
): "same-size" | "other-size" =>
  // A run trains whole batches and ends less than one short of its budget.
  run.model === result.model && Math.abs(run.tokens / result.tokens - 1) < 0.001 ? "same-size" : "other-size";
