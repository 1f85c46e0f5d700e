import type { RaterId } from "@/core/raters";

/**
 * The score table both engines query. One row a selectable document:
 *   ordinal UINTEGER (dense, order of id by UTF-8 bytes) · domain UTINYINT (position in CorpusStatistics.domains)
 *   tokens UINTEGER · inclusion FLOAT (probability of being in the frozen sample; 1 on the server and for certain rows)
 *   <rater> FLOAT (expected level for classifiers) · <rater>_argmax UTINYINT (classifiers) · <rater>_rank FLOAT
 * Missing values are NULL. A rater that is off has no columns.
 */
export type RaterColumnKind = "value" | "argmax" | "rank";

/** Name of the column of a rater; rater ids are a closed set, so the name needs no quoting. */
export function raterColumn(rater: RaterId, kind: RaterColumnKind): string {
  return kind === "value" ? rater : `${rater}_${kind}`;
}
