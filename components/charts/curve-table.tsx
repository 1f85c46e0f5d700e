import type { Curve, CurvePlot } from "@/components/charts/curve-chart.prepare";
import { formatCount } from "@/components/ui/format";

interface CurveTableProps {
  readonly plot: CurvePlot;
  readonly curves: readonly Curve[];
  readonly xName: string;
  readonly format: (value: number) => string;
  readonly height: number;
}

/** The points of a line chart as numbers. */
export const CurveTable = ({ plot, curves, xName, format, height }: CurveTableProps) => (
  <div
    tabIndex={0}
    role="region"
    aria-label="The points as a table"
    className="overflow-auto rounded-md border"
    style={{ height }}
  >
    <table className="w-full text-sm">
      <thead className="sticky top-0 bg-surface text-xs text-muted">
        <tr>
          <th scope="col" className="px-3 py-1 text-right font-medium">
            {xName}
          </th>
          {curves.map(({ id, label }) => (
            <th key={id} scope="col" className="px-3 py-1 text-right font-medium">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y">
        {plot.rows.map(({ x, values }) => (
          <tr key={x}>
            <th scope="row" className="px-3 py-1 text-right font-normal text-muted">
              {formatCount(x)}
            </th>
            {curves.map(({ id }) => {
              const value = values[id];
              return (
                <td key={id} className="px-3 py-1 text-right">
                  {value === undefined ? "" : format(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
