import type { Side, SideFigures } from "@/core/comparison/changes";
import type { DocumentSet } from "@/core/comparison/document-set";
import { orderByKey } from "@/core/comparison/order-by-key";
import type { DocumentColumns } from "@/core/comparison/selected";
import { cutOf } from "@/core/selection/exact-figures";
import type { Ranking } from "@/core/selection/standing";

/** One recipe of a pair: where it ranks each document and which it takes. */
export interface PairEnd {
  readonly ranking: Ranking;
  readonly set: DocumentSet;
}

export interface ChangeSide {
  /** In the order of `ChangedPage`. */
  readonly ordinals: Uint32Array;
  readonly figures: SideFigures;
}

/** Bins of the margins. */
const MARGIN_BINS = 24;
/** Share of the documents with a margin that lie within the bins: one far out would leave the others a single bin. */
const WITHIN = 0.99;

/** Score of each document less the threshold that rules its domain; NaN without either. */
function marginsOf({ scores, cuts, domains }: Ranking): Float64Array {
  const thresholds = Float64Array.from(
    { length: 256 },
    (_, code) => cutOf(cuts, code)?.threshold ?? Number.NaN,
  );
  return scores.map((score, ordinal) => score - (thresholds[domains[ordinal] ?? 0] ?? Number.NaN));
}

/** Documents and margins of a pair, from which each side is put in order. */
export interface ChangeSource {
  readonly ordinals: Readonly<Record<Side, Uint32Array>>;
  /** By ordinal. */
  readonly before: Float64Array;
  readonly after: Float64Array;
}

export const changeSource = (baseline: PairEnd, other: PairEnd): ChangeSource => ({
  ordinals: ordinalsBySide(baseline.set, other.set),
  before: marginsOf(baseline.ranking),
  after: marginsOf(other.ranking),
});

/** One side of what changes. @param domains how many the corpus has */
export function changeSide(
  side: Side,
  { ordinals: all, before, after }: ChangeSource,
  columns: DocumentColumns,
  domains: number,
): ChangeSide {
  const ordinals = all[side];
  const at = (margins: Float64Array, ordinal: number): number => margins[ordinal] ?? Number.NaN;
  const margins = Float64Array.from(ordinals, (ordinal) => {
    if (side === "gained") return at(after, ordinal);
    return side === "lost" ? at(before, ordinal) : Math.min(at(before, ordinal), at(after, ordinal));
  });
  const keys = side === "kept" ? margins : margins.map((margin) => -margin);
  return { ordinals: orderByKey(ordinals, keys), figures: figuresOf(ordinals, margins, columns, domains) };
}

function ordinalsBySide(before: DocumentSet, after: DocumentSet): Record<Side, Uint32Array> {
  const found = {
    gained: new Uint32Array(before.documents),
    lost: new Uint32Array(before.documents),
    kept: new Uint32Array(before.documents),
  };
  const counts = { gained: 0, lost: 0, kept: 0 };
  for (let ordinal = 0; ordinal < before.documents; ordinal += 1) {
    const [was, is] = [before.has(ordinal), after.has(ordinal)];
    if (!was && !is) continue;
    const side: Side = was ? (is ? "kept" : "lost") : "gained";
    found[side][counts[side]] = ordinal;
    counts[side] += 1;
  }
  const cut = (side: Side): Uint32Array => found[side].slice(0, counts[side]);
  return { gained: cut("gained"), lost: cut("lost"), kept: cut("kept") };
}

function figuresOf(
  ordinals: Uint32Array,
  margins: Float64Array,
  columns: DocumentColumns,
  domains: number,
): SideFigures {
  const counts = Array.from({ length: domains }, () => ({ documents: 0, tokens: 0 }));
  let tokens = 0;
  for (const ordinal of ordinals) {
    const length = columns.tokens[ordinal] ?? 0;
    const count = counts[columns.domains[ordinal] ?? 0];
    tokens += length;
    if (count === undefined) continue;
    count.documents += 1;
    count.tokens += length;
  }
  return { documents: ordinals.length, tokens, domains: counts, margins: marginBins(margins) };
}

/** Margins in equal bins from 0 up to the 99th percentile (by nearest rank). */
function marginBins(all: Float64Array): SideFigures["margins"] {
  const margins = all.filter((margin) => !Number.isNaN(margin)).sort();
  const top = margins[Math.max(0, Math.ceil(margins.length * WITHIN) - 1)] ?? 0;
  const counts = new Array<number>(MARGIN_BINS).fill(0);
  for (const margin of margins) {
    const bin = binOf(margin, top);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { top, counts, none: all.length - margins.length };
}

function binOf(margin: number, top: number): number {
  if (margin > top) return MARGIN_BINS - 1;
  return top === 0 ? 0 : Math.min(MARGIN_BINS - 1, Math.floor((margin / top) * MARGIN_BINS));
}
