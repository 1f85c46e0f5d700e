import type { DocumentSet } from "@/core/comparison/document-set";

/** The documents of a corpus in regions: two are in the same where they are in the same sets. */
export interface Regions {
  readonly count: number;
  /** Region of each document; regions are numbered in the order of their first documents. */
  readonly regionOf: Uint32Array;
}

export const undivided = (documents: number): Regions => ({
  count: documents === 0 ? 0 : 1,
  regionOf: new Uint32Array(documents),
});

/** Splits regions by one more set, in place. */
export function divide({ count, regionOf }: Regions, set: DocumentSet): Regions {
  // Number of the new region plus 1 of what is outside and inside of each old one; 0 where it has none yet.
  const parts = new Uint32Array(2 * count);
  let made = 0;
  for (let ordinal = 0; ordinal < regionOf.length; ordinal += 1) {
    const part = 2 * (regionOf[ordinal] ?? 0) + (set.has(ordinal) ? 1 : 0);
    let next = parts[part] ?? 0;
    if (next === 0) {
      made += 1;
      next = made;
      parts[part] = next;
    }
    regionOf[ordinal] = next - 1;
  }
  return { count: made, regionOf };
}

/** Documents and tokens of each region, and the lowest ordinal in it. */
export interface RegionCounts {
  readonly documents: Uint32Array;
  readonly tokens: Float64Array;
  readonly first: Uint32Array;
}

export function countRegions({ count, regionOf }: Regions, tokens: Uint32Array): RegionCounts {
  const counts = {
    documents: new Uint32Array(count),
    tokens: new Float64Array(count),
    first: new Uint32Array(count),
  };
  for (let ordinal = 0; ordinal < regionOf.length; ordinal += 1) {
    const region = regionOf[ordinal] ?? 0;
    if (counts.documents[region] === 0) counts.first[region] = ordinal;
    counts.documents[region] = (counts.documents[region] ?? 0) + 1;
    counts.tokens[region] = (counts.tokens[region] ?? 0) + (tokens[ordinal] ?? 0);
  }
  return counts;
}
