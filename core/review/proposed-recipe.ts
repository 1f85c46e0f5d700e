import type { Recipe } from "@/core/recipe";
import type { Proposal } from "@/core/review/rater-trust";

/** Longest name of a recipe. */
const LONGEST_NAME = 120;

/**
 * The present recipe with the weights of a proposal: budget, domains and limits stay. The weights were fitted to z-scores, so
 * they are meant for them; a missing value counts as the median, and no rater is turned.
 * @returns null where no rater helps
 */
export function proposedRecipe(present: Recipe, { weights }: Proposal): Recipe | null {
  if (Object.keys(weights).length === 0) return null;
  return { ...present, weights, normalisation: "zscore", missing: "median", directions: {} };
}

export interface Provenance {
  readonly sessionId: string;
  readonly session: string;
  /** As it is called where it was chosen. */
  readonly present: string;
}

/** The note of a version that was proposed: where its weights come from. */
export const provenanceNote = (
  { sessionId, session, present }: Provenance,
  { documents, questions, foretold }: Proposal,
): string =>
  `Weights proposed by the review session "${session}" (${sessionId}) from verdicts on ${String(documents)} documents ` +
  `(${questions.join(", ")}), ${(100 * Math.max(0, foretold)).toFixed(1)} % of their differences foretold; ` +
  `budget, domains and limits as in ${present}.`;

/** A name for a proposal that stands on no saved recipe; it never ends in half a character. */
export const proposalName = (session: string): string =>
  `Proposed by ${session}`
    .slice(0, LONGEST_NAME)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();
