import { drawMatrix } from "@/components/charts/draw-matrix";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";
import { formatPercent, formatPlural } from "@/components/ui/format";
import { formatLoss, signedTwo } from "@/components/campaigns/campaign-text";
import { beyondChance, chanceOfRho } from "@/core/campaign/beyond-chance";
import { WHOLE } from "@/core/campaign/weight-bounds";
import type { ExportedChart } from "@/core/exported-chart";
import { RATERS } from "@/core/raters";
import type { Estimate } from "@/core/estimates/bootstrap";
import { spearman } from "@/core/estimates/rank-figures";

/** A proxy that has a loss. */
export interface MeasuredProxy {
  readonly number: number;
  readonly loss: number;
  /** In the order of the raters, millionths. */
  readonly weights: readonly number[];
}

interface MapRow {
  readonly label: string;
  /** Share of the weight by proxy, in their order, 0 … 1. */
  readonly shares: readonly number[];
  /** Spearman's ρ of weight and loss. */
  readonly correlation: Estimate;
  /** Whether that is beyond chance among as many raters as there are. */
  readonly clear: boolean;
}

export interface WeightMap {
  /** The lowest loss first. */
  readonly proxies: readonly MeasuredProxy[];
  /** Raters that have weight anywhere; what goes most clearly with a low loss first. */
  readonly rows: readonly MapRow[];
}

/** Weights of proxies in the order of their losses. */
export function prepareWeightMap(measured: readonly MeasuredProxy[]): WeightMap {
  const proxies = measured.toSorted((a, b) => a.loss - b.loss || a.number - b.number);
  const losses = proxies.map(({ loss }) => loss);
  const rows = RATERS.flatMap(({ label }, at) => {
    const shares = proxies.map(({ weights }) => (weights[at] ?? 0) / WHOLE);
    if (shares.every((share) => share === 0)) return [];
    return [{ label, shares, correlation: spearman(shares, losses) }];
  });
  const clear = beyondChance(
    rows.map(({ correlation: { value } }) => (value === null ? 1 : chanceOfRho(value, losses.length))),
  );
  const judged = rows.map((row, at): MapRow => ({ ...row, clear: clear[at] === true }));
  const rank = ({ correlation: { value } }: MapRow): number => value ?? Infinity;
  return { proxies, rows: judged.toSorted((a, b) => rank(a) - rank(b)) };
}

/** What the map says, as far as it says anything. */
export function weightMapSentence({ proxies, rows }: WeightMap): string {
  const clear = rows.filter((row) => row.clear);
  const [best] = clear.filter(({ correlation }) => (correlation.value ?? 0) < 0);
  const worst = clear.findLast(({ correlation }) => (correlation.value ?? 0) > 0);
  if (best === undefined && worst === undefined)
    return `No weight goes with the loss beyond chance among ${String(proxies.length)} proxies`;
  if (best === undefined) return `More ${worst?.label ?? ""} goes with a higher loss`;
  const lower = `More ${best.label} goes with a lower loss`;
  return worst === undefined ? lower : `${lower}, more ${worst.label} with a higher one`;
}

/** How the sentence is come by. */
export const weightMapCaveat = ({ rows }: WeightMap): string =>
  `Spearman's ρ of weight and loss; named is what stays beyond chance (5 %) with ${formatPlural(rows.length, "rater")} looked at, by Holm's method.`;

/** The map at a width. */
export function drawWeightMap({ proxies, rows }: WeightMap, width: number): PlacedDrawing {
  const most = Math.max(...rows.flatMap(({ shares }) => shares));
  const losses = proxies.map(({ loss }) => loss);
  const [low, high] = [losses[0] ?? 0, losses.at(-1) ?? 1];
  return drawMatrix({
    rows: rows.map(({ label, shares, correlation: { value } }) => ({
      label,
      strengths: shares.map((share) => Math.sqrt(share / most)),
      bar: value,
      text: value === null ? "–" : signedTwo(value),
    })),
    heights: losses.map((loss) => (high > low ? (loss - low) / (high - low) : 0.5)),
    heightsName: "loss",
    barsName: "ρ with the loss",
    ends: [formatLoss(low), formatLoss(high)],
    width,
  });
}

/** A cell in words; cells are counted row by row. */
export function weightMapPlace({ proxies, rows }: WeightMap, place: number): string {
  const [row, proxy] = [rows[Math.floor(place / proxies.length)], proxies[place % proxies.length]];
  if (row === undefined || proxy === undefined) return "";
  const share = row.shares[place % proxies.length] ?? 0;
  const { value, low, high } = row.correlation;
  const interval = low === null || high === null ? "" : ` (95 % ${signedTwo(low)} to ${signedTwo(high)})`;
  const correlation =
    value === null ? "" : ` ρ with the loss over all proxies ${signedTwo(value)}${interval}.`;
  return `Proxy ${String(proxy.number)}, loss ${formatLoss(proxy.loss)}: ${row.label} has ${formatPercent(share)} of its weight.${correlation}`;
}

/** The map to take away. */
export const weightMapChart = (campaign: string, map: WeightMap, width: number): ExportedChart => ({
  title: weightMapSentence(map),
  subtitle: `Weights of proxies, the lowest loss first; darker is more weight. ${weightMapCaveat(map)}`,
  names: [campaign, "Weights and loss"],
  table: {
    columns: [
      { name: "proxy" },
      { name: "loss", unit: "nats a token" },
      ...map.rows.map(({ label }) => ({ name: label, unit: "% of the weight" })),
    ],
    rows: map.proxies.map(({ number, loss }, at) => [
      number,
      loss,
      ...map.rows.map(({ shares }) => (shares[at] ?? 0) * 100),
    ]),
  },
  drawing: drawWeightMap(map, width),
});
