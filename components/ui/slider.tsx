"use client";

import { Slider as Radix } from "radix-ui";
import { cx } from "@/components/ui/class-names";

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** One press of an arrow key; ten steps with shift or the page keys. */
  readonly step: number;
  /** Every movement of a drag. */
  readonly onValue: (value: number) => void;
  /** Once, when the drag or key press is over. */
  readonly onCommit?: (value: number) => void;
  /** Double click. */
  readonly onReset?: () => void;
  /** The value in words, for a screen reader. */
  readonly valueText?: string;
  readonly disabled?: boolean;
  readonly className?: string;
}

export function Slider(props: SliderProps) {
  const {
    label,
    value,
    min,
    max,
    step,
    onValue,
    onCommit,
    onReset,
    valueText,
    disabled = false,
    className,
  } = props;
  return (
    <Radix.Root
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onValueChange={([next]) => next !== undefined && onValue(next)}
      onValueCommit={([next]) => next !== undefined && onCommit?.(next)}
      onDoubleClick={onReset}
      className={cx(
        "relative flex h-5 touch-none select-none items-center data-disabled:opacity-40 pointer-coarse:h-10",
        className,
      )}
    >
      <Radix.Track className="relative h-[3px] grow rounded-full bg-line-strong">
        <Radix.Range className="absolute h-full rounded-full bg-accent" />
      </Radix.Track>
      <Radix.Thumb
        aria-label={label}
        aria-valuetext={valueText}
        className="block size-3 rounded-full border-2 border-accent bg-surface hover:bg-accent-soft data-disabled:border-control pointer-coarse:size-5"
      />
    </Radix.Root>
  );
}
