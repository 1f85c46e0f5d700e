import type { AccuracyRow, Beside, Percent } from "@/components/runs/evaluations.prepare";
import { DataTable, type Column } from "@/components/table/data-table";
import { cx } from "@/components/ui/class-names";
import { formatCount } from "@/components/ui/format";
import { PUBLISHED_SOURCE } from "@/core/published-results";

interface AccuracyTableProps {
  readonly rows: readonly AccuracyRow[];
  readonly beside: Beside;
}

const PercentCell = ({ percent }: { readonly percent: Percent | null }) =>
  percent === null ? null : (
    <>
      {percent.value.toFixed(2)}
      {percent.stderr !== null && <span className="text-muted"> ± {percent.stderr.toFixed(2)}</span>}
    </>
  );

const COLUMNS: readonly Column<AccuracyRow>[] = [
  {
    id: "task",
    header: "Task",
    rowHeader: true,
    cell: ({ label, isMean, notes }) => (
      <span className={cx("block min-w-28 truncate", isMean && "font-semibold")}>
        {label}
        {notes.length > 0 && <span className="pl-1.5 text-xs text-muted">{notes.join(", ")}</span>}
      </span>
    ),
  },
  {
    id: "plain",
    header: "Accuracy, %",
    align: "right",
    cell: ({ plain }) => <PercentCell percent={plain} />,
  },
  {
    id: "normalised",
    header: "By length, %",
    align: "right",
    cell: ({ normalised }) => <PercentCell percent={normalised} />,
  },
  { id: "n", header: "Items", align: "right", cell: ({ n }) => (n === null ? "" : formatCount(n)) },
  { id: "shots", header: "Shots", align: "right", from: "sm", cell: ({ shots }) => shots ?? "" },
];

/** Accuracies of the tasks as the paper groups them, beside its own. */
export function AccuracyTable({ rows, beside }: AccuracyTableProps) {
  const published = beside.results.map(({ id, label, model }, place): Column<AccuracyRow> => ({
    id,
    header: (
      <span title={`${label}, ${model}, published`}>
        Paper: {label}, {model}
      </span>
    ),
    align: "right",
    from: "lg",
    cell: (row) => <span className="text-muted">{row.published[place]?.toFixed(2) ?? ""}</span>,
  }));
  return (
    <>
      <DataTable
        caption="Accuracies"
        columns={[...COLUMNS, ...published]}
        rows={rows}
        rowKey={({ key }) => key}
      />
      <p className="border-t px-3 py-2 text-xs text-muted">
        ± is the standard error. By length: each choice&apos;s log-probability divided by its length. A group
        has a mean once all of its tasks are measured whole.{" "}
        {beside.sameSize ? "Beside them" : "Beside them, of larger trainings and so for orientation only,"}{" "}
        the paper&apos;s results; which of the two accuracies it reports is not published.{" "}
        {PUBLISHED_SOURCE.citation}.
      </p>
    </>
  );
}
