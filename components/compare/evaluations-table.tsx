import type { Face } from "@/components/compare/compared-face";
import {
  askedOtherwise,
  differenceText,
  type DifferenceTone,
} from "@/components/compare/evaluations.prepare";
import { FaceMark } from "@/components/compare/face-mark";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatPlural } from "@/components/ui/format";
import type { ComparedAccuracy, ComparedTask } from "@/core/comparison/evaluations";
import { taskLabel } from "@/core/evaluation/evaluation-tasks";

interface EvaluationsTableProps {
  readonly faces: readonly Face[];
  readonly tasks: readonly ComparedTask[];
}

const TONES: Readonly<Record<DifferenceTone, string>> = {
  gained: "text-gained",
  lost: "text-lost",
  unclear: "text-muted",
};

/** Accuracies of the models of the items; the first is the baseline. */
export function EvaluationsTable({ faces, tasks }: EvaluationsTableProps) {
  const columns: readonly Column<ComparedTask>[] = [
    {
      id: "task",
      header: "Task",
      rowHeader: true,
      cell: ({ task }) => <span className="block min-w-28 truncate">{taskLabel(task)}</span>,
    },
    ...faces.map((face, place): Column<ComparedTask> => ({
      id: face.key,
      header: <FaceMark face={face} className="max-w-44" />,
      align: "right",
      cell: ({ cells }) => <Cell cell={cells[place]} baseline={cells[0]} />,
    })),
  ];
  return (
    <>
      <div tabIndex={0} role="region" aria-label="Accuracies" className="overflow-x-auto">
        <DataTable caption="Accuracies" columns={columns} rows={tasks} rowKey={({ task }) => task} />
      </div>
      <p className="border-t px-3 py-2 text-xs text-muted">
        Percent. Differences from the baseline are in points, over the items both were asked, with the 95 %
        interval of a paired bootstrap (1,000 draws of items, seeded); grey where it holds 0. It tells how
        surely they differ on items like these, not how far another seed would have moved them. Of several
        runs an item&apos;s outcomes are averaged.
      </p>
    </>
  );
}

interface CellProps {
  readonly cell: ComparedAccuracy | undefined;
  readonly baseline: ComparedAccuracy | undefined;
}

function Cell({ cell, baseline }: CellProps) {
  if (cell === undefined || cell.value === null) return <span className="text-faint">–</span>;
  const difference = differenceText(cell);
  const otherwise = askedOtherwise(cell, baseline);
  return (
    <span className="block py-1 leading-tight" title={cell.asked ?? ""}>
      {cell.value.toFixed(2)}
      {cell.stderr !== null && <span className="text-muted"> ± {cell.stderr.toFixed(2)}</span>}
      {cell.runs > 1 && <span className="text-xs text-muted"> of {formatPlural(cell.runs, "run")}</span>}
      {difference !== null && (
        <span className={`block text-xs ${TONES[difference.tone]}`} title={difference.detail}>
          {difference.text}
        </span>
      )}
      {otherwise !== null && <span className="block text-xs text-warning">{otherwise}</span>}
    </span>
  );
}
