import { z } from "zod";

/** What the regression of losses on weights may be; "auto" lets cross-validation choose. */
export const FIT_MODELS = ["auto", "lightgbm", "ridge", "gp", "boosted"] as const;
export type FitModel = (typeof FIT_MODELS)[number];

const figures = z.object({
  spearman: z.number().nullable(),
  pearson: z.number().nullable(),
  rmse: z.number().nullable(),
});

/** Figures of predictions, with the ends of their 95 % intervals; a correlation is null where one side does not vary. */
const scored = figures.extend({ rmse: z.number(), n: z.number(), low: figures, high: figures });
export type FitFigures = z.output<typeof scored>;

/** What the Python package answers (docs/learning-weights.md). */
export const fitAnswerSchema = z.object({
  v: z.literal(1),
  model: z.enum(FIT_MODELS),
  /** Models that were compared, the best first. */
  tried: z.array(z.object({ model: z.enum(FIT_MODELS), spearman: z.number().nullable(), rmse: z.number() })),
  /** Of runs that the model which predicts them has not seen. */
  validation: scored,
  test: scored.nullable(),
});
export type FitAnswer = z.output<typeof fitAnswerSchema>;
