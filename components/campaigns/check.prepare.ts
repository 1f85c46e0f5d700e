import { formatLoss, signedTwo, withInterval } from "@/components/campaigns/campaign-text";
import { ROLE_LABELS } from "@/components/campaigns/proxy-tone";
import { drawDotRows } from "@/components/charts/draw-dot-rows";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";
import { formatPlural } from "@/components/ui/format";
import type { CheckFigures, CheckRow } from "@/core/campaign/campaign-check";
import type { ProxyRole } from "@/core/campaign/proxy-roles";
import type { ExportedChart } from "@/core/exported-chart";

/** A row that is named: the only held-out vectors of a campaign are told apart by a number. */
export interface NamedRow extends CheckRow {
  readonly name: string;
}

/** Vectors a campaign is judged by, the learned ones first, held-out ones last. */
export function prepareCheck({ rows }: Pick<CheckFigures, "rows">): NamedRow[] {
  const order = ["learned", "uniform", "random", "published", "held-out"];
  const sorted = rows.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  const counts = new Map<string, number>();
  return sorted.map((row) => {
    const place = (counts.get(row.role) ?? 0) + 1;
    counts.set(row.role, place);
    const several = sorted.filter(({ role }) => role === row.role).length > 1;
    return { ...row, name: several ? `${ROLE_LABELS[row.role]} ${String(place)}` : ROLE_LABELS[row.role] };
  });
}

export const drawCheck = (rows: readonly NamedRow[], width: number): PlacedDrawing =>
  drawDotRows({
    rows: rows.map(({ name, role, losses, foretold }) => ({
      label: name,
      values: losses,
      expected: foretold === null ? null : { value: foretold.predicted, ...foretold },
      strong: role === "learned",
    })),
    width,
    format: (loss) => loss.toFixed(3),
  });

/** A row in words. */
export function checkPlace(rows: readonly NamedRow[], place: number): string {
  const row = rows[place];
  if (row === undefined) return "";
  const { name, losses, mean, foretold } = row;
  const expected =
    foretold === null
      ? "nothing foretells it"
      : `predicted ${withInterval(foretold.predicted, foretold.low, foretold.high, formatLoss)}`;
  return `${name}: measured ${formatLoss(mean)} over ${formatPlural(losses.length, "seed")}, ${expected}.`;
}

/** As many as a campaign can have. */
const MOST_SEEDS = 16;
const FEWEST_SEEDS = 3;

/** Seeds that everything a verdict compares should be trained with, to know more than now; null where there can be no more. */
export function seedsToAdd(
  proxies: readonly { readonly role: ProxyRole; readonly weights: readonly number[] }[],
): number | null {
  const seeds = new Map<string, number>();
  for (const { role, weights } of proxies) {
    const vector = [role, ...weights].join(" ");
    if (COMPARED.has(role)) seeds.set(vector, (seeds.get(vector) ?? 0) + 1);
  }
  const trained = Math.max(0, ...seeds.values());
  return trained >= MOST_SEEDS ? null : Math.min(MOST_SEEDS, Math.max(FEWEST_SEEDS, trained + 2));
}

const COMPARED: ReadonlySet<ProxyRole> = new Set(["uniform", "random", "learned"]);

/** Which trainings stand for the learned weights: "Judged by proxies 13, 14 and 15."; nothing while there are none. */
export function judgedText(
  { judged }: Pick<CheckFigures, "judged">,
  proxies: readonly { readonly id: string; readonly number: number }[],
): string | null {
  const numbers = proxies.filter(({ id }) => judged.includes(id)).map(({ number }) => String(number));
  if (numbers.length === 0) return null;
  return `Judged by ${numbers.length === 1 ? "proxy" : "proxies"} ${IN_A_ROW.format(numbers)}.`;
}

const IN_A_ROW = new Intl.ListFormat("en", { type: "conjunction" });

/** "uniform weights: −0.0123 (−0.0200 to −0.0046)" */
export const comparisonText = ({
  against,
  difference,
  low,
  high,
}: CheckFigures["comparisons"][number]): string =>
  `${ROLE_LABELS[against]}: ${withInterval(difference, low, high, fourSigned)}`;

const fourSigned = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(4)}`;

/** How well held-out vectors were foretold, in words; null where there are none. */
export function heldOutText({ heldOut }: Pick<CheckFigures, "heldOut">): string | null {
  if (heldOut === null) return null;
  const { n, spearman, rmse, within, withInterval: judged } = heldOut;
  const order = spearman === null ? "" : `, Spearman ${signedTwo(spearman)}`;
  const inside = judged === 0 ? "" : `; ${String(within)} of ${String(judged)} within their intervals`;
  return `${formatPlural(n, "held-out vector")}: off by ${formatLoss(rmse)} (RMSE)${order}${inside}.`;
}

export const checkChart = (campaign: string, rows: readonly NamedRow[], title: string): ExportedChart => ({
  title,
  subtitle: "Measured losses as dots, one a seed; predicted as a stroke with its 95 % interval",
  names: [campaign, "Check"],
  table: {
    columns: [
      { name: "vector" },
      { name: "seeds" },
      { name: "measured, mean", unit: "nats a token" },
      { name: "predicted", unit: "nats a token" },
      { name: "predicted, 95 % from", unit: "nats a token" },
      { name: "predicted, 95 % to", unit: "nats a token" },
    ],
    rows: rows.map(({ name, losses, mean, foretold }) => [
      name,
      losses.length,
      mean,
      foretold?.predicted ?? null,
      foretold?.low ?? null,
      foretold?.high ?? null,
    ]),
  },
  drawing: drawCheck(rows, 640),
});
