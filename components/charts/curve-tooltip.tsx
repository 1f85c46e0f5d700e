import type { Curve } from "@/components/charts/curve-chart.prepare";
import { formatCount } from "@/components/ui/format";

interface CurveTooltipProps {
  readonly curves: readonly Curve[];
  readonly xName: string;
  readonly format: (value: number) => string;
  /** Given by the chart. */
  readonly active?: boolean;
  readonly label?: number | string;
  readonly payload?: readonly { readonly name?: unknown; readonly value?: unknown }[];
}

/** The values at the x under the pointer, or where the arrow keys are. */
export function CurveTooltip({
  curves,
  xName,
  format,
  active = false,
  label,
  payload = [],
}: CurveTooltipProps) {
  const values = payload.flatMap(({ name, value }) => {
    const curve = curves.find(({ id }) => id === name);
    return curve === undefined || typeof value !== "number" ? [] : [{ ...curve, value }];
  });
  if (!active || values.length === 0) return null;
  return (
    <div className="rounded-md border bg-raised px-2.5 py-1.5 text-xs shadow-float">
      <p className="text-muted">
        {xName} {formatCount(Number(label))}
      </p>
      {values.map(({ id, label: name, colour, value }) => (
        <p key={id} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2 rounded-full" style={{ background: colour }} />
          <span className="flex-1">{name}</span>
          <span className="pl-3 font-medium">{format(value)}</span>
        </p>
      ))}
    </div>
  );
}
