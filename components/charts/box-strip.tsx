import { prepareBox, type BoxFigures, type LogAxis } from "@/components/charts/box-strip.prepare";
import { cx } from "@/components/ui/class-names";

interface BoxStripProps {
  readonly figures: BoxFigures;
  readonly axis: LogAxis;
  /** A CSS colour. */
  readonly colour: string;
  /** The strip in words. */
  readonly label: string;
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** A distribution as a line from the 5th to the 95th percentile, a box over the middle half, its median and its maximum. */
export function BoxStrip({ figures, axis, colour, label }: BoxStripProps) {
  const box = prepareBox(figures, axis);
  return (
    <div role="img" aria-label={label} className="relative h-5">
      {axis.ticks.map(({ value, at }) => (
        <span
          key={value}
          className="absolute inset-y-0 w-px bg-line"
          style={{ left: percent(at), transform: at === 1 ? "translateX(-1px)" : undefined }}
        />
      ))}
      <span
        className="absolute top-1/2 h-px"
        style={{ left: percent(box.p5), width: percent(box.whiskerWidth), background: colour }}
      />
      <span
        className="absolute inset-y-1 min-w-0.5 rounded-[2px] border"
        style={{
          left: percent(box.p25),
          width: percent(box.boxWidth),
          borderColor: colour,
          background: `color-mix(in oklab, ${colour} 35%, var(--color-surface))`,
        }}
      />
      <span
        className="absolute inset-y-0.5 w-0.5 -translate-x-1/2 bg-ink"
        style={{ left: percent(box.median) }}
      />
      <span
        className="absolute top-1/2 size-1 -translate-1/2 rounded-full"
        style={{ left: percent(box.max), background: colour }}
      />
    </div>
  );
}

interface BoxAxisProps {
  readonly axis: LogAxis;
  readonly format: (value: number) => string;
}

/** The ticks of strips above it; every second one where there is little room. */
export const BoxAxis = ({ axis, format }: BoxAxisProps) => (
  <div aria-hidden className="relative h-4 text-2xs text-muted">
    {axis.ticks.map(({ value, at }, index) => (
      <span
        key={value}
        className={cx("absolute whitespace-nowrap", index % 2 === 1 && "max-sm:hidden")}
        style={{
          left: percent(at),
          transform: `translateX(${at === 0 ? "0" : at === 1 ? "-100%" : "-50%"})`,
        }}
      >
        {format(value)}
      </span>
    ))}
  </div>
);
