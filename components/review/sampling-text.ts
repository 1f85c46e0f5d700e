import { formatCount, formatPlural } from "@/components/ui/format";
import type { Sampling, SessionSettings } from "@/core/review/session-settings";

export const SAMPLING_LABELS: Readonly<Record<Sampling["method"], string>> = {
  random: "Random",
  stratified: "As many from each domain",
  tokens: "In proportion to tokens",
  filter: "Random among those that pass a filter",
  boundary: "At a recipe's threshold",
  disagreement: "Where raters disagree most",
  rows: "Chosen in Browse",
  ids: "Pasted ids",
};

/** How documents were chosen, in a line. */
export function samplingText({ sampling, reviewers, seed }: SessionSettings): string {
  const by = sampling.method === "boundary" ? ` (${sampling.recipe.name})` : "";
  return `${SAMPLING_LABELS[sampling.method]}${by} · seed ${formatCount(seed)} · ${formatPlural(reviewers, "answer")} a document`;
}

/** Whether figures can stand for more than the documents of the session. */
export const hasInclusion = ({ method }: Sampling): boolean =>
  method === "random" || method === "stratified" || method === "tokens" || method === "filter";

/** What figures speak of that are weighted by the probabilities of the draw. */
export const drawnFrom = ({ method }: Sampling): string =>
  method === "filter" ? "all documents that pass the filter" : "all documents of the corpus";

const WHY_UNWEIGHTED: Readonly<Partial<Record<Sampling["method"], string>>> = {
  boundary: "they were taken because they lie nearest to the threshold, not by chance.",
  disagreement: "they were taken because raters disagree most about them, not by chance.",
  rows: "they were chosen in Browse, not by chance.",
  ids: "they were named, not drawn by chance.",
};

/** Why figures cannot speak of more than the documents of a session. */
export const whyUnweighted = ({ method }: Sampling): string =>
  WHY_UNWEIGHTED[method] ?? "not each of them has a probability with which it was drawn.";
