import { clusterOrder } from "@/components/charts/cluster-order";
import { correlationWords } from "@/components/charts/correlation-words";
import { formatCount, formatSigned } from "@/components/ui/format";
import { FAMILIES, raterOf, type RaterId } from "@/core/raters";
import type { CorpusProfile } from "@/server/services/corpus/corpus-profile";

export const ORDERS = ["family", "clusters"] as const;
export type CorrelationOrder = (typeof ORDERS)[number];

export interface CorrelationPair {
  readonly a: RaterId;
  readonly b: RaterId;
  /** −1 … 1; null where one of the two does not vary. */
  readonly value: number | null;
  /** That have both. */
  readonly documents: number;
}

export interface Correlation {
  readonly raters: readonly RaterId[];
  readonly names: readonly string[];
  /** Every pair once, the strongest first. */
  readonly pairs: readonly CorrelationPair[];
  readonly value: (a: number, b: number) => number | null;
  /** What a cell says. */
  readonly sentence: (a: number, b: number) => string;
}

/** The correlations of a profile by the positions of two raters in it. */
export function prepareCorrelation({ correlation }: CorpusProfile): Correlation {
  const { raters, values, documents } = correlation;
  const names = raters.map((rater) => raterOf(rater).label);
  const placeOf = (a: number, b: number): number => {
    const [first, second] = a < b ? [a, b] : [b, a];
    return first * raters.length - (first * (first + 1)) / 2 + second - first - 1;
  };
  const value = (a: number, b: number): number | null => (a === b ? 1 : (values[placeOf(a, b)] ?? null));
  const sentence = (a: number, b: number): string => {
    const [one, other] = [names[a] ?? "", names[b] ?? ""];
    if (a === b) return one;
    const found = value(a, b);
    if (found === null) return `${one} and ${other}: one of the two does not vary.`;
    const count = formatCount(documents[placeOf(a, b)] ?? 0);
    return `${one} and ${other}: ${formatSigned(found, 2)}, ${correlationWords(found)}; over ${count} documents that have both.`;
  };
  const pairs = raters.flatMap((a, index) =>
    raters.slice(index + 1).map((b, offset): CorrelationPair => {
      const place = placeOf(index, index + 1 + offset);
      return { a, b, value: values[place] ?? null, documents: documents[place] ?? 0 };
    }),
  );
  const strength = (pair: CorrelationPair): number => (pair.value === null ? -1 : Math.abs(pair.value));
  return { raters, names, value, sentence, pairs: pairs.sort((a, b) => strength(b) - strength(a)) };
}

/** Positions of the raters in the order of rows and columns. */
export function correlationOrder(order: CorrelationOrder, { raters, value }: Correlation): number[] {
  if (order === "clusters") return clusterOrder(raters.length, value);
  return FAMILIES.flatMap((family) =>
    raters.flatMap((rater, index) => (raterOf(rater).family === family ? [index] : [])),
  );
}
