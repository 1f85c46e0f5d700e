import type { DocumentSet } from "@/core/comparison/document-set";
import type { RegionCounts } from "@/core/comparison/regions";
import type { Count, Jaccard, Region } from "@/core/comparison/set-figures";

/** Regions told one by one. */
export const MOST_REGIONS = 200;

/** What two sets have in common over what is in either; 1 where there is nothing in either. */
export const jaccardOf = (a: Count, b: Count, common: Count): Jaccard => ({
  byDocuments: share(common.documents, a.documents + b.documents - common.documents),
  byTokens: share(common.tokens, a.tokens + b.tokens - common.tokens),
});

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

/** What two sets have in common. */
export function commonOf(a: DocumentSet, b: DocumentSet, tokens: Uint32Array): Count {
  const common = { documents: 0, tokens: 0 };
  for (let ordinal = 0; ordinal < a.documents; ordinal += 1) {
    if (!a.has(ordinal) || !b.has(ordinal)) continue;
    common.documents += 1;
    common.tokens += tokens[ordinal] ?? 0;
  }
  return common;
}

export interface Overlaps {
  readonly common: readonly (readonly Count[])[];
  readonly regions: readonly Region[];
  readonly otherRegions: Count & { readonly regions: number };
}

/** What sets have in common, from the regions they make; documents in none of them are no region. */
export function overlapsOf(sets: readonly DocumentSet[], counts: RegionCounts): Overlaps {
  const documents = new Float64Array(sets.length ** 2);
  const tokens = new Float64Array(sets.length ** 2);
  const found: number[] = [];
  for (let region = 0; region < counts.documents.length; region += 1) {
    const members = membersOf(sets, counts.first[region] ?? 0);
    if (members.length > 0) found.push(region);
    for (const a of members)
      for (const b of members) {
        const at = a * sets.length + b;
        documents[at] = (documents[at] ?? 0) + (counts.documents[region] ?? 0);
        tokens[at] = (tokens[at] ?? 0) + (counts.tokens[region] ?? 0);
      }
  }
  const countOf = (region: number): Count => ({
    documents: counts.documents[region] ?? 0,
    tokens: counts.tokens[region] ?? 0,
  });
  const bySize = found.sort((a, b) => countOf(b).documents - countOf(a).documents || a - b);
  const others = bySize.slice(MOST_REGIONS).map(countOf);
  return {
    common: sets.map((_, a) =>
      sets.map((_, b) => ({
        documents: documents[a * sets.length + b] ?? 0,
        tokens: tokens[a * sets.length + b] ?? 0,
      })),
    ),
    regions: bySize
      .slice(0, MOST_REGIONS)
      .map((region) => ({ members: membersOf(sets, counts.first[region] ?? 0), ...countOf(region) })),
    otherRegions: {
      regions: others.length,
      documents: others.reduce((sum, count) => sum + count.documents, 0),
      tokens: others.reduce((sum, count) => sum + count.tokens, 0),
    },
  };
}

/** Positions of the sets that a document is in. */
const membersOf = (sets: readonly DocumentSet[], ordinal: number): number[] =>
  sets.flatMap((set, at) => (set.has(ordinal) ? [at] : []));
