import type { ExportedChart } from "@/core/exported-chart";
import { drawBars } from "@/components/charts/draw-bars";
import type { Face } from "@/components/compare/compared-face";
import type { WeightRow } from "@/components/compare/settings.prepare";
import { legend } from "@/components/compare/set-charts";
import { formatSigned } from "@/components/ui/format";

/** Weights of several recipes, to take away. */
export const weightsChart = (faces: readonly Face[], rows: readonly WeightRow[]): ExportedChart => ({
  title: `Weights of ${legend(faces)}`,
  subtitle: "% of all weight of the recipe, what differs most from the baseline first; ↓ less is better",
  names: ["Comparison", "Weights"],
  table: {
    columns: [
      { name: "rater" },
      ...faces.map(({ name }) => ({ name, unit: "% of all weight, negative where less is better" })),
    ],
    rows: rows.map(({ label, cells }) => [
      label,
      ...cells.map(({ share, direction }) => share * direction * 100),
    ]),
  },
  drawing: drawBars(
    rows.map(({ label, cells }) => ({
      label,
      colour: null,
      bars: cells.map(({ length }, place) => ({ length, colour: faces[place]?.colour ?? "" })),
      cells: [...cells.map(weightText), formatSigned(largestOf(cells) * 100, 2)],
    })),
    [...faces.map(({ letter }) => letter), "difference"],
  ),
});

/** The difference from the baseline that is largest in size, with its sign. */
const largestOf = (cells: WeightRow["cells"]): number =>
  cells.reduce((most, { difference }) => (Math.abs(difference) > Math.abs(most) ? difference : most), 0);

/** "4.22" of a hundred; "↓" where less is better. */
export const weightText = ({ share, direction }: WeightRow["cells"][number]): string =>
  share === 0 ? "0" : `${direction === -1 ? "↓ " : ""}${(share * 100).toFixed(2)}`;
