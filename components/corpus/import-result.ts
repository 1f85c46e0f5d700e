import { z } from "zod";

const importResultSchema = z.object({
  corpusId: z.string(),
  documents: z.number(),
  tokens: z.number(),
  rejected: z.number(),
  missing: z.number(),
});

/** What a finished import job says of itself. */
export type ImportResult = z.output<typeof importResultSchema>;

export const readImportResult = (result: unknown): ImportResult | null => {
  const parsed = importResultSchema.safeParse(result);
  return parsed.success ? parsed.data : null;
};
