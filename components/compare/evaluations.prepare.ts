import type { Face } from "@/components/compare/compared-face";
import { formatCount, formatSigned } from "@/components/ui/format";
import { isClear, type ComparedAccuracy, type ComparedTask } from "@/core/comparison/evaluations";
import { taskLabel } from "@/core/evaluation/evaluation-tasks";
import type { ChartCell, ExportedFigure } from "@/core/exported-chart";

export type DifferenceTone = "gained" | "lost" | "unclear";

/** How a difference from the baseline reads. */
export interface DifferenceText {
  /** "+1.20 [0.31, 2.10]" */
  readonly text: string;
  readonly tone: DifferenceTone;
  /** What the interval rests on. */
  readonly detail: string;
}

/** Null where there is nothing to compare. */
export function differenceText({ difference: found }: ComparedAccuracy): DifferenceText | null {
  if (found === null) return null;
  const { difference, low, high, items, unpaired } = found;
  if (difference === null || low === null || high === null)
    return { text: "no item in common", tone: "unclear", detail: "They were asked different items." };
  const others = unpaired === 0 ? "" : `; ${formatCount(unpaired)} that only one was asked do not count`;
  return {
    text: `${formatSigned(difference, 2)} [${formatSigned(low, 2)}, ${formatSigned(high, 2)}]`,
    tone: isClear(found) ? (difference > 0 ? "gained" : "lost") : "unclear",
    detail: `over ${formatCount(items)} items both were asked${others}`,
  };
}

/** Why a cell has no difference although it has a value; null where it needs none. */
export const askedOtherwise = (
  cell: ComparedAccuracy,
  baseline: ComparedAccuracy | undefined,
): string | null =>
  cell === baseline || cell.value === null || cell.difference !== null || (baseline?.value ?? null) === null
    ? null
    : `asked otherwise: ${cell.asked ?? "not all runs alike"}; the baseline ${baseline?.asked ?? "not all runs alike"}`;

const named = ({ letter, name }: Face): string => `${letter} ${name}`;

const differenceCells = ({ difference }: ComparedAccuracy): ChartCell[] => [
  difference?.difference ?? null,
  difference?.low ?? null,
  difference?.high ?? null,
  difference?.items ?? null,
];

/** The table to take away: each item's accuracy, and its difference from the first with the interval. */
export const evaluationsTable = (faces: readonly Face[], tasks: readonly ComparedTask[]): ExportedFigure => ({
  title: "Accuracies",
  subtitle:
    "percent; differences from the first in points with 95 % intervals, paired bootstrap over the items both were asked",
  names: ["Comparison", "Evaluations"],
  table: {
    columns: [
      { name: "task" },
      ...faces.flatMap((face, place) => [
        { name: named(face), unit: "%" },
        ...(place === 0
          ? []
          : ["difference", "low", "high", "items"].map((name) => ({ name: `${face.letter} ${name}` }))),
      ]),
    ],
    rows: tasks.map(({ task, cells }) => [
      taskLabel(task),
      ...cells.flatMap((cell, place) => [cell.value, ...(place === 0 ? [] : differenceCells(cell))]),
    ]),
  },
  drawing: null,
});
