import { z } from "zod";

/** What the regression of losses on weights may be; "auto" lets cross-validation choose. */
export const FIT_MODELS = ["auto", "lightgbm", "ridge", "gp", "boosted"] as const;
export type FitModel = (typeof FIT_MODELS)[number];

/** Parts of the runs in a cross-validation, unless another number is asked for. */
export const USUAL_FOLDS = 5;

const figures = z.object({
  spearman: z.number().nullable(),
  pearson: z.number().nullable(),
  rmse: z.number().nullable(),
});

/** Figures of predictions, with the ends of their 95 % intervals; a correlation is null where one side does not vary. */
const scored = figures.extend({ rmse: z.number(), n: z.number(), low: figures, high: figures });
export type FitFigures = z.output<typeof scored>;

const end = z.number().nullable();

/** Weights in the order of the columns, the loss predicted there with a 95 % interval, and how much was moved from the prior. */
const predicted = z.object({
  weights: z.array(z.number()),
  predicted: z.number(),
  low: end,
  high: end,
  moved: z.number().nullable(),
});
export type PredictedWeights = z.output<typeof predicted>;

const search = z.object({
  meanOfBest: predicted,
  direct: predicted,
  uniform: predicted,
  prior: predicted.nullable(),
  bestRun: predicted.extend({ id: z.string(), loss: z.number() }),
  candidates: z.number(),
  best: z.number(),
});

const explained = z.object({
  column: z.string(),
  importance: z.object({ mean: z.number(), low: end, high: end }),
  dependence: z.object({ weights: z.array(z.number()), losses: z.array(z.number()) }),
});

const curve = z.object({
  points: z.array(
    z.object({ runs: z.number(), spearman: z.number().nullable(), rmse: z.number(), low: end, high: end }),
  ),
  lastDoubling: z.object({ gain: z.number(), low: end, high: end }).nullable(),
});
export type LearningCurve = z.output<typeof curve>;

const proposed = z.object({
  weights: z.array(z.number()),
  predicted: z.number(),
  spread: z.number(),
  expectedImprovement: z.number(),
});

/** What was predicted of a run, or of a vector that was asked about, with the ends of a 95 % interval. */
const crossValidated = z.object({ id: z.string(), predicted: z.number() });
const point = crossValidated.extend({ low: end, high: end });

/** What the Python package answers (docs/learning-weights.md). */
export const fitAnswerSchema = z.object({
  v: z.literal(1),
  model: z.enum(FIT_MODELS),
  /** Models that were compared, the best first, by runs that they had not seen. */
  tried: z.array(scored.extend({ model: z.enum(FIT_MODELS) })),
  /** Of runs that the model which predicts them has not seen. */
  validation: scored,
  test: scored.nullable(),
  /** Absent where it was not asked for, or nothing was found that supplies what is wanted. */
  search: search.optional(),
  /** Where the supply was limited: candidates that were asked for theirs, and those that hold. */
  supply: z.object({ tried: z.number(), held: z.number() }).optional(),
  /** The most important first. */
  explain: z.array(explained).optional(),
  curve: curve.optional(),
  next: z.array(proposed).optional(),
  /** Of each run, by a model that has not seen it. */
  crossValidated: z.array(crossValidated).optional(),
  points: z.array(point).optional(),
});
export type FitAnswer = z.output<typeof fitAnswerSchema>;
