"use client";

import { columnTitle } from "@/core/exported-chart";
import type { ChartCell, ChartTable, ExportedFigure } from "@/core/exported-chart";
import { DataTable, type Column } from "@/components/table/data-table";
import { Dialog } from "@/components/ui/dialog";
import { formatCount, formatNumber } from "@/components/ui/format";

type Row = ChartTable["rows"][number];

/** More rows make a dialog that no one reads; the file holds all. */
const MOST_ROWS = 1000;

const cellText = (cell: ChartCell): string =>
  typeof cell === "string" ? cell : cell === null || !Number.isFinite(cell) ? "" : formatNumber(cell);

const columnsOf = ({ columns, rows }: ChartTable): Column<Row>[] =>
  columns.map((column, place) => ({
    id: column.name,
    header: columnTitle(column),
    align: rows.some((row) => typeof row[place] === "string") ? "left" : "right",
    cell: (row) => <bdi>{cellText(row[place] ?? null)}</bdi>,
  }));

interface ChartTableDialogProps {
  readonly chart: ExportedFigure;
  readonly onClose: () => void;
}

/** The numbers behind a chart. */
export const ChartTableDialog = ({ chart, onClose }: ChartTableDialogProps) => (
  <Dialog
    wide
    open
    onOpenChange={(open) => !open && onClose()}
    title={chart.title}
    description={chart.subtitle}
  >
    <div tabIndex={0} role="region" aria-label="The numbers as a table" className="-m-4 overflow-x-auto">
      <DataTable
        caption={chart.title}
        columns={columnsOf(chart.table)}
        rows={chart.table.rows.slice(0, MOST_ROWS)}
        rowKey={(_, index) => String(index)}
      />
      {chart.table.rows.length > MOST_ROWS && (
        <p className="border-t px-3 py-2 text-xs text-muted">
          The first {formatCount(MOST_ROWS)} of {formatCount(chart.table.rows.length)} rows; the CSV has them
          all.
        </p>
      )}
    </div>
  </Dialog>
);
