import { z } from "zod";
import { documentFilterSchema } from "@/core/document-filter";
import { MAX_ONLY } from "@/core/listing";
import { recipeSchema } from "@/core/recipe";
import { questionId, questionSchema } from "@/core/review/question";

const ordinal = z
  .number()
  .int()
  .min(0)
  .max(2 ** 32 - 1);

/**
 * How the documents of a session are chosen. `random`, `stratified` (as many from each domain as there are), `tokens` (in
 * proportion to tokens) and `filter` (random among those that pass) know with which probability each document came in.
 */
export const samplingSchema = z.discriminatedUnion("method", [
  z.strictObject({ method: z.literal("random") }),
  z.strictObject({ method: z.literal("stratified") }),
  z.strictObject({ method: z.literal("tokens") }),
  z.strictObject({ method: z.literal("filter"), filter: documentFilterSchema }),
  /** Half just in, half just out, nearest first. */
  z.strictObject({ method: z.literal("boundary"), recipe: recipeSchema }),
  /** Where the percentiles of the raters of the recipe's weights lie furthest apart. */
  z.strictObject({ method: z.literal("disagreement") }),
  z.strictObject({ method: z.literal("rows"), ordinals: z.array(ordinal).min(1).max(MAX_ONLY) }),
  z.strictObject({
    method: z.literal("ids"),
    ids: z.array(z.string().min(1).max(2000)).min(1).max(MAX_ONLY),
  }),
]);
export type Sampling = z.output<typeof samplingSchema>;

export const sessionSettingsSchema = z.strictObject({
  sampling: samplingSchema,
  /** At most so many; `rows` and `ids` take what they name. */
  documents: z.number().int().min(1).max(MAX_ONLY),
  seed: z.number().int().nonnegative().max(4_294_967_295),
  /** Answers wanted for each document. */
  reviewers: z.number().int().min(1).max(20),
  /** Minutes that an assignment waits for its answer before another reviewer may have it. */
  leaseMinutes: z.number().int().min(1).max(1440),
  questions: z
    .array(questionSchema)
    .min(1)
    .max(6)
    .refine(
      (questions) => new Set(questions.map(questionId)).size === questions.length,
      "a question stands twice",
    ),
});
export type SessionSettings = z.output<typeof sessionSettingsSchema>;
