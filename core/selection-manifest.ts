import { z } from "zod";
import { recipeSchema } from "@/core/recipe";

const count = z.number().int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const figures = z.strictObject({ documents: count, tokens: count });

/** manifest.json of a selection: after confirmation the only truth about it. */
export const selectionManifestSchema = z.strictObject({
  format: z.literal("meta-rater-studio/selection"),
  version: z.literal(1),
  semanticsVersion: z.number().int(),
  selectionKey: sha256,
  recipe: recipeSchema,
  recipeHash: sha256,
  /** Of the corpus. */
  fingerprint: sha256,
  documents: count,
  tokens: count,
  budgetTokens: count,
  /** Score of the last document in; null where each domain has its own. Under bounds that of the domains no end holds. */
  threshold: z.number().nullable(),
  domains: z.array(
    z.strictObject({
      domain: z.string(),
      before: figures,
      after: figures,
      threshold: z.number().nullable(),
      bound: z.enum(["min", "max"]).optional(),
    }),
  ),
  /** Over (id, tokens) in selection order; see core/recipe-identity.ts. */
  contentHash: sha256,
  /** Relative to the manifest. */
  files: z.array(z.strictObject({ path: z.string().min(1), bytes: count, sha256 })),
});

export type SelectionManifest = z.output<typeof selectionManifestSchema>;
