import type { Face } from "@/components/compare/compared-face";
import type { Measure } from "@/components/compare/compare-address";
import { formatCount, formatPercent, formatPlural, formatSigned, formatTokens } from "@/components/ui/format";
import type { Count, Region, SetsCompared } from "@/core/comparison/set-figures";
import { RATERS, type RaterId } from "@/core/raters";

/** "12,034 documents", "1.23 M tokens". */
export const amountText = ({ documents, tokens }: Count, measure: Measure): string =>
  measure === "documents" ? formatPlural(documents, "document") : `${formatTokens(tokens)} tokens`;

/** Intersection over union, 0 … 1; two empty sets are equal. */
export function jaccard({ sets, common }: SetsCompared, a: number, b: number, measure: Measure): number {
  const both = common[a]?.[b]?.[measure] ?? 0;
  const union = (sets[a]?.[measure] ?? 0) + (sets[b]?.[measure] ?? 0) - both;
  return union === 0 ? 1 : both / union;
}

/** What two sets have in common, in words. */
export function overlapSentence(
  compared: SetsCompared,
  faces: readonly Pick<Face, "letter" | "name">[],
  [a, b]: readonly [number, number],
  measure: Measure,
): string {
  const nameOf = (place: number): string => `${faces[place]?.letter ?? ""} ${faces[place]?.name ?? ""}`;
  const own = compared.sets[a];
  const both = compared.common[a]?.[b];
  if (own === undefined || both === undefined) return "";
  if (a === b) return `${nameOf(a)}: ${amountText(own, measure)}.`;
  const share = own[measure] === 0 ? 0 : both[measure] / own[measure];
  return `${nameOf(a)} and ${nameOf(b)} share ${amountText(both, measure)}: ${formatPercent(jaccard(compared, a, b, measure))} of either or both, ${formatPercent(share)} of ${faces[a]?.letter ?? ""}.`;
}

/** A region of the UpSet picture, in words. */
export function regionSentence(
  { members, ...count }: Region,
  faces: readonly Pick<Face, "letter" | "name">[],
  measure: Measure,
): string {
  const letters = members.map((member) => faces[member]?.letter ?? "");
  const amount = amountText(count, measure);
  if (members.length === faces.length) return `${amount} in all of them.`;
  return members.length === 1
    ? `${amount} in ${letters[0] ?? ""} alone.`
    : `${amount} in ${letters.slice(0, -1).join(", ")} and ${letters.at(-1) ?? ""} and in no other.`;
}

/** Regions by the size that is measured, largest first. */
export const regionsBy = (regions: readonly Region[], measure: Measure): readonly Region[] =>
  regions.toSorted((a, b) => b[measure] - a[measure]);

export interface ShareRow {
  readonly domain: string;
  /** Position in the domains of the corpus. */
  readonly code: number;
  /** Share of the corpus, 0 … 1. */
  readonly ofCorpus: number;
  /** Share of each set, 0 … 1, and as 0 … 1 of the largest of all. */
  readonly shares: readonly { readonly share: number; readonly length: number }[];
}

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** What each set is made of, domain by domain; what differs most from the first first. */
export function domainRows({ sets, corpus }: SetsCompared, measure: Measure): ShareRow[] {
  const shares = corpus.domains.map((_, code) =>
    sets.map((set) => shareOf(set.domains[code]?.[measure] ?? 0, set[measure])),
  );
  const largest = Math.max(1e-12, ...shares.flat());
  const spread = ({ shares: own }: ShareRow): number =>
    Math.max(0, ...own.map(({ share }) => Math.abs(share - (own[0]?.share ?? 0))));
  return corpus.domains
    .map((domain, code) => ({
      ...{ domain: domain.domain, code, ofCorpus: shareOf(domain[measure], corpus[measure]) },
      shares: (shares[code] ?? []).map((share) => ({ share, length: share / largest })),
    }))
    .toSorted((a, b) => spread(b) - spread(a) || b.ofCorpus - a.ofCorpus);
}

export interface ProfileRow {
  readonly rater: RaterId;
  readonly label: string;
  /** Mean of each set in standard deviations of the corpus from its mean; null where there is none. */
  readonly values: readonly (number | null)[];
}

/** Where the means of the raters lie; raters the corpus lacks or that do not vary are left out. What differs most first. */
export function profileRows({ sets, corpus }: SetsCompared): ProfileRow[] {
  const rows = RATERS.flatMap(({ id, label }): ProfileRow[] => {
    const moments = corpus.raters[id];
    if (moments === null || moments.sd === 0) return [];
    const values = sets.map(({ raters }) => {
      const mean = raters[id];
      return mean === null ? null : (mean - moments.mean) / moments.sd;
    });
    return [{ rater: id, label, values }];
  });
  return rows.toSorted((a, b) => spreadOf(b.values) - spreadOf(a.values));
}

function spreadOf(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? -1 : Math.max(...known) - Math.min(...known);
}

/** "Fluency: A +0.12, B −0.31 sd from the mean of the corpus." */
export function profileSentence(
  { label, values }: ProfileRow,
  faces: readonly Pick<Face, "letter">[],
): string {
  const parts = values.map(
    (value, place) => `${faces[place]?.letter ?? ""} ${value === null ? "none" : formatSigned(value, 2)}`,
  );
  return `${label}: ${parts.join(", ")} sd from the mean of the corpus.`;
}

export interface LengthBins {
  /** Share of the documents of the corpus, by bin. */
  readonly all: readonly number[];
  readonly lines: readonly (readonly number[])[];
  /** Upper end of each bin but the last, which has none. */
  readonly ends: readonly number[];
  /** Position of the first bin that is shown. */
  readonly first: number;
}

/** Shares of documents by length, without the bins at both ends that hold nothing of the corpus. */
export function lengthBins({ sets, corpus, lengthEdges }: SetsCompared): LengthBins {
  const first = Math.max(
    0,
    corpus.lengths.findIndex((count) => count > 0),
  );
  const last = corpus.lengths.findLastIndex((count) => count > 0);
  const cut = (counts: readonly number[], whole: number): number[] =>
    counts.slice(first, last + 1).map((count) => shareOf(count, whole));
  return {
    all: cut(corpus.lengths, corpus.documents),
    lines: sets.map(({ lengths, documents }) => cut(lengths, documents)),
    ends: lengthEdges.slice(first, last + 1),
    first,
  };
}

/** What a bin of lengths holds, in words. */
export function lengthSentence(
  { all, lines, ends, first }: LengthBins,
  edges: readonly number[],
  faces: readonly Pick<Face, "letter">[],
  bin: number,
): string {
  const [above, upTo] = [edges[first + bin - 1], ends[bin]];
  const range =
    above === undefined
      ? `up to ${formatCount(upTo ?? 0)}`
      : upTo === undefined
        ? `more than ${formatCount(above)}`
        : `${formatCount(above + 1)} to ${formatCount(upTo)}`;
  const parts = lines.map(
    (shares, place) => `${faces[place]?.letter ?? ""} ${formatPercent(shares[bin] ?? 0)}`,
  );
  return `Documents of ${range} tokens: ${formatPercent(all[bin] ?? 0)} of the corpus; ${parts.join(", ")}.`;
}

/** "exact, over all 1,000,000 documents" */
export const exactText = ({ corpus }: Pick<SetsCompared, "corpus">): string =>
  `exact, all ${formatPlural(corpus.documents, "document")} counted`;
