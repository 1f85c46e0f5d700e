"use client";

import { useState, type ComponentProps, type KeyboardEvent } from "react";
import { cx } from "@/components/ui/class-names";
import { FIELD_CLASSES } from "@/components/ui/input";
import { nudged, readNumber } from "@/components/ui/number-entry";

interface NumberFieldProps extends Omit<
  ComponentProps<"input">,
  "value" | "onChange" | "min" | "max" | "step" | "type" | "defaultValue"
> {
  readonly value: number;
  readonly onCommit: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  /** One press of an arrow key; ten with shift. */
  readonly step?: number;
  readonly decimals?: number;
  /** How the number is written while nobody edits it. */
  readonly format?: (value: number) => string;
  readonly unit?: string;
}

/** A number a person types: Enter or leaving the field commits, Escape takes it back, arrows nudge. */
export function NumberField(props: NumberFieldProps) {
  const {
    value,
    onCommit,
    min = -Infinity,
    max = Infinity,
    step = 1,
    decimals = 6,
    format,
    unit,
    className,
    ...rest
  } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const bounds = { min, max, decimals };

  const commit = () => {
    if (draft === null) return;
    const read = readNumber(draft, bounds);
    setDraft(null);
    if (read !== null && read !== value) onCommit(read);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") {
      // Settling a number must not send the form around it: a training would begin.
      if (draft !== null) event.preventDefault();
      commit();
    } else if (event.key === "Escape" && draft !== null) {
      event.stopPropagation();
      setDraft(null);
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      const from = (draft === null ? null : readNumber(draft, bounds)) ?? value;
      setDraft(null);
      onCommit(nudged(from, (event.key === "ArrowUp" ? 1 : -1) * step * (event.shiftKey ? 10 : 1), bounds));
    }
  };
  return (
    <span className={cx("relative inline-flex", className)}>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        className={cx(FIELD_CLASSES, "text-right", unit !== undefined && "pr-7")}
        {...rest}
        aria-invalid={draft !== null && readNumber(draft, bounds) === null}
        value={draft ?? format?.(value) ?? String(value)}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {unit !== undefined && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-xs text-muted"
        >
          {unit}
        </span>
      )}
    </span>
  );
}
