"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { chartCsv } from "@/components/charts/chart-csv";
import { isChart, type ExportedFigure } from "@/core/exported-chart";
import { latexTable } from "@/core/latex-table";
import { chartFileName } from "@/components/charts/chart-file-name";
import { chartPng, chartSvg } from "@/components/charts/chart-picture";
import { ChartTableDialog } from "@/components/charts/chart-table-dialog";
import { IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { saveAsFile } from "@/components/ui/save-as-file";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";

interface ChartMenuProps {
  /** Name of the chart, which the button carries. */
  readonly label: string;
  /** Made when it is asked for: a chart under a moving hand pays nothing. */
  readonly chart: () => ExportedFigure;
  /** False for a table that is not drawn. */
  readonly hasPicture?: boolean;
  readonly className?: string;
}

const CSV = "text/csv;charset=utf-8";

async function copyCsv({ table }: ExportedFigure): Promise<void> {
  await navigator.clipboard.writeText(chartCsv(table));
  toast({ title: "The table is copied as CSV." });
}

const downloadCsv = ({ table, names }: ExportedFigure): void =>
  saveAsFile(new Blob([chartCsv(table)], { type: CSV }), chartFileName(names, "csv"));

async function copyLatex({ title, table }: ExportedFigure): Promise<void> {
  await navigator.clipboard.writeText(latexTable(title, table));
  toast({ title: "The table is copied as LaTeX.", detail: "It needs the package booktabs." });
}

function downloadSvg(figure: ExportedFigure): void {
  if (!isChart(figure)) return;
  const type = "image/svg+xml";
  saveAsFile(new Blob([chartSvg(figure).text], { type }), chartFileName(figure.names, "svg"));
}

async function downloadPng(figure: ExportedFigure): Promise<void> {
  if (isChart(figure)) saveAsFile(await chartPng(figure), chartFileName(figure.names, "png"));
}

const TABLE_ACTS = [
  ["Copy as CSV", copyCsv],
  ["Copy as LaTeX", copyLatex],
  ["Download CSV", downloadCsv],
] as const;
const PICTURE_ACTS = [
  ["Download SVG", downloadSvg],
  ["Download PNG", downloadPng],
] as const;

/**
 * The numbers and the picture of a chart to take away. The button shows while the pointer is over the chart (an element of
 * class `group/chart` around both) or the focus on it, and always where there is no pointer to hover with.
 */
export function ChartMenu({ label, chart, hasPicture = true, className }: ChartMenuProps) {
  const [shown, setShown] = useState<ExportedFigure | null>(null);
  const take = (act: (chart: ExportedFigure) => void | Promise<void>) => async () => {
    try {
      await act(chart());
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      toast({ title: `${label} could not be taken along`, detail, tone: "danger" });
    }
  };
  const acts = hasPicture ? [...TABLE_ACTS, ...PICTURE_ACTS] : TABLE_ACTS;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton
            label={hasPicture ? `${label}: table and picture` : `${label}: table`}
            className={cx(
              "size-6 opacity-0 transition-opacity group-hover/chart:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:size-10 pointer-coarse:opacity-100 [&_svg]:size-3.5",
              className,
            )}
          >
            <Download />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setShown(chart())}>Table…</MenuItem>
        <MenuSeparator />
        {acts.map(([name, act]) => (
          <MenuItem key={name} onSelect={() => void take(act)()}>
            {name}
          </MenuItem>
        ))}
      </Menu>
      {shown !== null && <ChartTableDialog chart={shown} onClose={() => setShown(null)} />}
    </>
  );
}
