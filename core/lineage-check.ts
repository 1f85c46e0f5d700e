import { z } from "zod";

/** Links of the chain from the documents to what was measured of the model, in its order. */
export const CHAIN_LINKS = ["corpus", "recipe", "selection", "bundle", "model", "evaluation"] as const;
export type ChainLink = (typeof CHAIN_LINKS)[number];

/** What a link was found to be: hashes recomputed from the files against those that were kept when they were written. */
const verdictSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("as-written") }),
  /** `what` names the file or the document. */
  z.strictObject({ kind: z.literal("differs"), what: z.string(), expected: z.string(), found: z.string() }),
  z.strictObject({ kind: z.literal("missing"), what: z.string() }),
  /** Nothing was kept to compare with. */
  z.strictObject({ kind: z.literal("not-kept"), what: z.string() }),
]);
export type Verdict = z.output<typeof verdictSchema>;

export const lineageCheckSchema = z.strictObject({
  links: z.array(z.strictObject({ link: z.enum(CHAIN_LINKS), verdict: verdictSchema })),
});
export type LineageCheck = z.output<typeof lineageCheckSchema>;

export const AS_WRITTEN: Verdict = { kind: "as-written" };

/** `as-written` where both are the same. */
export const compared = (what: string, expected: string, found: string): Verdict =>
  expected === found ? AS_WRITTEN : { kind: "differs", what, expected, found };
