import { drawMultiples } from "@/components/charts/draw-multiples";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";
import { formatLoss, withInterval } from "@/components/campaigns/campaign-text";
import { formatPercent } from "@/components/ui/format";
import type { ExportedChart } from "@/core/exported-chart";
import type { FitAnswer } from "@/core/learning/fit-answer";
import { RATERS } from "@/core/raters";

type Explained = NonNullable<FitAnswer["explain"]>;

/** A rater as it is called; a column that is none keeps its own name. */
export const columnLabel = (column: string): string =>
  RATERS.find(({ id }) => id === column)?.label ?? column;

const isClear = ({ importance: { low } }: Explained[number]): boolean => low !== null && low > 0;

/** Raters without which proxies not seen are predicted worse, in words. */
export function importanceSentence(explained: Explained): string {
  const clear = explained.filter(isClear).map(({ column }) => columnLabel(column));
  if (clear.length === 0) return "No single rater makes the predictions clearly better";
  const [first = "", ...more] = clear;
  if (more.length === 0) return `${first} is the one rater the predictions rest on`;
  return `The predictions rest most on ${first}, then ${more.slice(0, 2).join(" and ")}`;
}

/** Growth of an error in two digits that count: with few proxies it may be thousands of times smaller than a loss. */
const formatGrowth = (growth: number): string => (growth === 0 ? "0" : String(Number(growth.toPrecision(2))));

/**
 * A curve for each rater, the most important first.
 * @param learned weight by column, where a line stands
 */
export const drawDependence = (
  explained: Explained,
  learned: ReadonlyMap<string, number>,
  width: number,
): PlacedDrawing =>
  drawMultiples({
    multiples: explained.map((rater) => ({
      title: columnLabel(rater.column),
      figure: formatGrowth(Math.max(0, rater.importance.mean)),
      points: rater.dependence.weights.map((x, at) => ({ x, y: rater.dependence.losses[at] ?? 0 })),
      mark: learned.get(rater.column) ?? null,
      faint: !isClear(rater),
    })),
    width,
    formatX: (share) => formatPercent(share, 0),
    formatY: (loss) => loss.toFixed(3),
  });

/** A curve in words. */
export function dependencePlace(
  explained: Explained,
  learned: ReadonlyMap<string, number>,
  place: number,
): string {
  const rater = explained[place];
  if (rater === undefined) return "";
  const { column, importance, dependence } = rater;
  const ends = (values: readonly number[], format: (value: number) => string): string =>
    `${format(values[0] ?? 0)} to ${format(values.at(-1) ?? 0)}`;
  const weight = learned.get(column);
  return [
    `${columnLabel(column)}: from ${ends(dependence.weights, formatPercent)} of the weight the predicted loss goes from ${ends(dependence.losses, formatLoss)}.`,
    `Without it the error grows by ${withInterval(importance.mean, importance.low, importance.high, formatGrowth)}.`,
    ...(weight === undefined ? [] : [`The best weights give it ${formatPercent(weight)}.`]),
  ].join(" ");
}

export const dependenceChart = (
  campaign: string,
  explained: Explained,
  learned: ReadonlyMap<string, number>,
): ExportedChart => ({
  title: importanceSentence(explained),
  subtitle:
    "Mean predicted loss by the weight of one rater, nats a token; the number is by how much the error grows without it",
  names: [campaign, "Raters"],
  table: {
    columns: [
      { name: "rater" },
      { name: "importance", unit: "RMSE" },
      { name: "importance, 95 % from", unit: "RMSE" },
      { name: "importance, 95 % to", unit: "RMSE" },
      { name: "weight", unit: "%" },
      { name: "predicted loss", unit: "nats a token" },
    ],
    rows: explained.flatMap(({ column, importance: { mean, low, high }, dependence }) =>
      dependence.weights.map((weight, at) => [
        columnLabel(column),
        mean,
        low,
        high,
        weight * 100,
        dependence.losses[at] ?? null,
      ]),
    ),
  },
  drawing: drawDependence(explained, learned, 960),
});
