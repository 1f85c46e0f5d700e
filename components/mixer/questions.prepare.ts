import { clusterOrder } from "@/components/charts/cluster-order";
import { correlationWords } from "@/components/charts/correlation-words";
import type { SignedBar } from "@/components/charts/signed-bars";
import { formatPercent, formatSigned } from "@/components/ui/format";
import type { Leverage } from "@/core/questions/leverage";
import type { Relations } from "@/core/questions/relations";
import type { Stability } from "@/core/questions/stability";
import { raterOf, type RaterId } from "@/core/raters";
import type { Normalisation } from "@/core/recipe";

const nameOf = (rater: RaterId): string => raterOf(rater).label;

export interface HeatMapFigures {
  readonly names: readonly string[];
  /** Places of the raters, what is alike side by side. */
  readonly order: readonly number[];
  readonly value: (a: number, b: number) => number | null;
  readonly sentence: (a: number, b: number) => string;
  /** The pair that says most nearly the same, or the opposite; null where no two vary. */
  readonly strongest: { readonly names: string; readonly value: string } | null;
}

export function prepareHeatMap({ raters, correlation }: Relations): HeatMapFigures {
  const names = raters.map(nameOf);
  const value = (a: number, b: number): number | null => correlation[a]?.[b] ?? null;
  const sentence = (a: number, b: number): string => {
    const [one = "", other = ""] = [names[a], names[b]];
    if (a === b) return one;
    const found = value(a, b);
    return found === null
      ? `${one} and ${other}: one of the two does not vary.`
      : `${one} and ${other}: ${formatSigned(found, 2)}, ${correlationWords(found)}.`;
  };
  const pairs = raters.flatMap((_, a) =>
    raters.slice(a + 1).flatMap((__, offset) => {
      const found = value(a, a + 1 + offset);
      return found === null ? [] : [{ a, b: a + 1 + offset, found }];
    }),
  );
  const [first] = pairs.toSorted((one, other) => Math.abs(other.found) - Math.abs(one.found));
  return {
    names,
    order: clusterOrder(raters.length, value),
    value,
    sentence,
    strongest:
      first === undefined
        ? null
        : { names: `${names[first.a]} and ${names[first.b]}`, value: formatSigned(first.found, 2) },
  };
}

/** The largest first; raters without a figure last. */
function prepareBars(
  raters: readonly RaterId[],
  values: readonly (number | null)[],
  format: (value: number) => string,
): SignedBar[] {
  return raters
    .map((rater, at) => {
      const value = values[at] ?? null;
      return { key: rater, name: nameOf(rater), value, text: value === null ? "–" : format(value) };
    })
    .sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
}

/** Adding 0 turns −0, a share that rounds to nothing, into 0. */
const percent = (share: number): string => formatPercent(Number(share.toFixed(3)) + 0);

export const dominanceBars = ({ raters, dominance }: Relations): SignedBar[] =>
  prepareBars(raters, dominance ?? [], percent);

export const leverageBars = ({ raters, lost }: Leverage): SignedBar[] => prepareBars(raters, lost, percent);

/** A rater with more than this share of the score's variance decides alone. */
const DOMINANT = 0.5;

export interface DominanceWarning {
  readonly text: string;
  /** Normalisations under which all raters have the same spread; none where the recipe has one of them. */
  readonly ways: readonly Normalisation[];
}

/** What to know where one of several raters carries most of the score's variance; null where none does. */
export function dominanceWarning(
  { raters, dominance }: Relations,
  normalisation: Normalisation,
): DominanceWarning | null {
  const [first] = raters
    .map((rater, at) => ({ rater, share: dominance?.[at] ?? 0 }))
    .toSorted((a, b) => b.share - a.share);
  if (first === undefined || raters.length === 1 || first.share <= DOMINANT) return null;
  const carried = `${nameOf(first.rater)} carries ${formatPercent(first.share, 0)} of the score's variance, more than all others together.`;
  return normalisation === "published"
    ? {
        text: `${carried} Under z-score or rank all raters spread alike, and the weights alone decide.`,
        ways: ["zscore", "rank"],
      }
    : { text: `${carried} Lower its weight to let the others count.`, ways: [] };
}

export interface StabilityFigures {
  readonly mean: string;
  readonly spread: string;
  /** What it means, in a sentence. */
  readonly sentence: string;
  /** Ends of the axis. */
  readonly low: number;
  readonly high: number;
}

/** The axis shows a tenth at least, so that draws that agree look so. */
const LEAST_AXIS = 0.1;

export function prepareStability({ draws, mean, sd }: Stability): StabilityFigures {
  const least = Math.min(...draws);
  return {
    mean: formatPercent(mean),
    spread: `± ${(sd * 100).toFixed(1)}`,
    sentence: `With every weight off by about 10 %, the selection and the one it would have been share ${formatPercent(mean)} of the tokens that either holds; ${formatPercent(least)} in the worst of ${draws.length} draws.`,
    low: Math.min(least, 1 - LEAST_AXIS),
    high: 1,
  };
}
