import { niceTicks } from "@/components/charts/nice-ticks";

interface TickStripProps {
  /** Within `low` and `high`. */
  readonly values: readonly number[];
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** The strip in words. */
  readonly label: string;
  readonly format: (value: number) => string;
}

const TICKS = 4;

/** A few numbers as strokes on an axis, their mean as a bolder one. */
export function TickStrip({ values, mean, low, high, label, format }: TickStripProps) {
  const ticks = niceTicks(low, high, TICKS);
  const [first, last] = [ticks[0] ?? low, ticks.at(-1) ?? high];
  const left = (value: number): string => `${(((value - first) / (last - first || 1)) * 100).toFixed(2)}%`;
  return (
    <div role="img" aria-label={label} className="px-4 text-2xs text-muted">
      <div className="relative h-6 border-b border-line-strong">
        {values.map((value, index) => (
          <span
            key={index}
            className="absolute inset-y-1 w-0.5 -translate-x-1/2 bg-accent opacity-50"
            style={{ left: left(value) }}
          />
        ))}
        <span className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-ink" style={{ left: left(mean) }} />
      </div>
      <div aria-hidden className="relative h-4">
        {ticks.map((tick) => (
          <span
            key={tick}
            className="absolute -translate-x-1/2 whitespace-nowrap"
            style={{ left: left(tick) }}
          >
            {format(tick)}
          </span>
        ))}
      </div>
    </div>
  );
}
