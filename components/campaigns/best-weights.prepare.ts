import { columnLabel } from "@/components/campaigns/dependence.prepare";
import { drawBars } from "@/components/charts/draw-bars";
import { formatSigned } from "@/components/ui/format";
import type { Optimum } from "@/core/campaign/first-optimum";
import type { ExportedChart } from "@/core/exported-chart";
import type { FitAnswer } from "@/core/learning/fit-answer";
import { RATERS } from "@/core/raters";

type Search = NonNullable<FitAnswer["search"]>;

export const OPTIMUM_LABELS: Readonly<Record<Optimum, string>> = {
  direct: "Searched directly",
  meanOfBest: "Mean of the best",
};

/** What learned weights are set beside. */
export type Rival = "uniform" | "base" | "published" | "bestRun";

export interface WeightPair {
  readonly label: string;
  /** Shares of the weight, 0 … 1. */
  readonly learned: number;
  readonly rival: number;
}

/** Learned weights beside others, the heaviest learned one first. */
export function prepareWeightPairs(
  columns: readonly string[],
  search: Search,
  optimum: Optimum,
  rival: Rival,
): WeightPair[] {
  const others = rivalWeights(columns, search, rival);
  return columns
    .map((column, at) => ({
      label: columnLabel(column),
      learned: search[optimum].weights[at] ?? 0,
      rival: others[at] ?? 0,
    }))
    .toSorted((a, b) => b.learned - a.learned || b.rival - a.rival);
}

function rivalWeights(columns: readonly string[], search: Search, rival: Rival): readonly number[] {
  switch (rival) {
    case "uniform":
      return search.uniform.weights;
    case "base":
      return search.prior?.weights ?? [];
    case "bestRun":
      return search.bestRun.weights;
    case "published": {
      const published = columns.map(
        (column): number => RATERS.find(({ id }) => id === column)?.publishedWeight ?? 0,
      );
      const total = published.reduce((sum, weight) => sum + weight, 0);
      return published.map((weight) => (total === 0 ? 0 : weight / total));
    }
  }
}

export const RIVAL_LABELS: Readonly<Record<Rival, string>> = {
  uniform: "equal weights",
  base: "the base recipe",
  published: "the published weights",
  bestRun: "the best proxy",
};

/** What the two vectors differ in most, in words. */
export function pairsSentence(pairs: readonly WeightPair[], rival: Rival): string {
  const byChange = pairs.toSorted((a, b) => b.learned - b.rival - (a.learned - a.rival));
  const [up, down] = [byChange[0], byChange.at(-1)];
  if (up === undefined || down === undefined || up.learned - up.rival < 0.0005)
    return `The best weights are those of ${RIVAL_LABELS[rival]}`;
  return `More ${up.label}, less ${down.label} than ${RIVAL_LABELS[rival]}`;
}

const percent = (share: number): string => (share * 100).toFixed(1);

export function weightPairsChart(
  campaign: string,
  pairs: readonly WeightPair[],
  rival: Rival,
): ExportedChart {
  const most = Math.max(1e-9, ...pairs.flatMap(({ learned, rival: other }) => [learned, other]));
  const [before, after] = ["var(--color-before)", "var(--color-accent)"];
  return {
    title: pairsSentence(pairs, rival),
    subtitle: `% of the weight, learned in the colour, ${RIVAL_LABELS[rival]} in grey`,
    names: [campaign, "Best weights"],
    table: {
      columns: [
        { name: "rater" },
        { name: "learned", unit: "% of the weight" },
        { name: RIVAL_LABELS[rival], unit: "% of the weight" },
      ],
      rows: pairs.map(({ label, learned, rival: other }) => [label, learned * 100, other * 100]),
    },
    drawing: drawBars(
      pairs.map(({ label, learned, rival: other }) => ({
        label,
        colour: null,
        bars: [
          { length: learned / most, colour: after },
          { length: other / most, colour: before },
        ],
        cells: [percent(learned), percent(other), formatSigned((learned - other) * 100)],
      })),
      ["learned", "other", "difference"],
    ),
  };
}
