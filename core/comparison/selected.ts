import { DocumentSet } from "@/core/comparison/document-set";
import { LENGTH_EDGES, lengthBin } from "@/core/comparison/lengths";
import type { Count } from "@/core/comparison/set-figures";
import { cutOf } from "@/core/selection/exact-figures";
import type { Ranking } from "@/core/selection/standing";

/** What is compared of each document of a corpus, by ordinal. */
export interface DocumentColumns {
  /** Domain codes. */
  readonly domains: Uint8Array;
  readonly tokens: Uint32Array;
}

/** Documents of a selection with what can be counted of it alone. */
export interface Counted extends Count {
  readonly set: DocumentSet;
  /** By domain code. */
  readonly domains: readonly Count[];
  /** Documents by `lengthBin`. */
  readonly lengths: readonly number[];
}

/** Counts the documents of a set. @param domains how many the corpus has */
export function countSet(set: DocumentSet, columns: DocumentColumns, domains: number): Counted {
  const documents = new Float64Array(domains);
  const tokens = new Float64Array(domains);
  const lengths = new Float64Array(LENGTH_EDGES.length + 1);
  for (let ordinal = 0; ordinal < set.documents; ordinal += 1) {
    if (!set.has(ordinal)) continue;
    const code = columns.domains[ordinal] ?? 0;
    const length = columns.tokens[ordinal] ?? 0;
    documents[code] = (documents[code] ?? 0) + 1;
    tokens[code] = (tokens[code] ?? 0) + length;
    const bin = lengthBin(length);
    lengths[bin] = (lengths[bin] ?? 0) + 1;
  }
  return {
    set,
    documents: sumOf(documents),
    tokens: sumOf(tokens),
    domains: Array.from(documents, (count, code) => ({ documents: count, tokens: tokens[code] ?? 0 })),
    lengths: Array.from(lengths),
  };
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Documents that a ranking lets in. */
export function selectedBy({ cuts, scores, domains }: Ranking): DocumentSet {
  const set = new DocumentSet(scores.length);
  const lasts = Array.from({ length: 256 }, (_, code) => {
    const cut = cutOf(cuts, code);
    if (cut === undefined) return { score: Number.POSITIVE_INFINITY, ordinal: 0 };
    return cut.firstOut ?? { score: Number.NEGATIVE_INFINITY, ordinal: 0 };
  });
  for (let ordinal = 0; ordinal < scores.length; ordinal += 1) {
    const score = scores[ordinal] ?? Number.NaN;
    const firstOut = lasts[domains[ordinal] ?? 0];
    if (firstOut === undefined) continue;
    if (score > firstOut.score || (score === firstOut.score && ordinal < firstOut.ordinal)) set.add(ordinal);
  }
  return set;
}
