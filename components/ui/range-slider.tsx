"use client";

import { Slider as Radix } from "radix-ui";
import { cx } from "@/components/ui/class-names";

export interface SliderRange {
  readonly from: number;
  readonly to: number;
}

interface RangeSliderProps {
  /** Of the lower and the upper handle. */
  readonly labels: readonly [string, string];
  readonly value: SliderRange;
  readonly min: number;
  readonly max: number;
  /** One press of an arrow key; ten steps with shift or the page keys. */
  readonly step: number;
  /** Every movement of a drag. */
  readonly onValue: (value: SliderRange) => void;
  /** When a drag or a key press is over, whether anything has changed or not. */
  readonly onCommit: () => void;
  /** A value in words, for a screen reader. */
  readonly valueText: (value: number) => string;
  readonly className?: string;
}

/** Two handles over whatever lies below: a bar of a chart that they bound. Its place and height are those of `className`. */
export function RangeSlider(props: RangeSliderProps) {
  const { labels, value, min, max, step, onValue, onCommit, valueText, className } = props;
  const ends = [value.from, value.to];
  return (
    <Radix.Root
      value={ends}
      min={min}
      max={max}
      step={step}
      onValueChange={([from = value.from, to = value.to]) => onValue({ from, to })}
      // Not onValueCommit: Radix calls it before a key press has changed anything, and not after every drag.
      onPointerUp={onCommit}
      onKeyUp={onCommit}
      onBlur={onCommit}
      className={cx("flex touch-none select-none items-center", className)}
    >
      <Radix.Track className="relative h-full grow">
        <Radix.Range className="absolute inset-y-0 border-y border-accent bg-accent/10" />
      </Radix.Track>
      {ends.map((end, place) => (
        <Radix.Thumb
          key={labels[place]}
          aria-label={labels[place]}
          aria-valuetext={valueText(end)}
          className="block h-6 w-1.5 cursor-ew-resize rounded-full border border-surface bg-ink hover:bg-accent pointer-coarse:h-8 pointer-coarse:w-3"
        />
      ))}
    </Radix.Root>
  );
}
