import type { z } from "zod";
import { StudioError } from "@/core/errors";

/** Issues of zod as one sentence: `name: too long; weights.fluency: at most 6 decimals`. */
export const inWords = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join(".") || "input"}: ${issue.message}`).join("; ");

/**
 * Reads the input of a service.
 * @throws StudioError `invalid-input` that names each field and what is wrong with it.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new StudioError(
    "invalid-input",
    `This cannot be done as asked: ${inWords(parsed.error)}.`,
    "Correct the named fields.",
  );
}
