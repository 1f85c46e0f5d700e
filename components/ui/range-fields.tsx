"use client";

import { useId, useState, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { FIELD_CLASSES } from "@/components/ui/input";
import { readNumber } from "@/components/ui/number-entry";
import type { FilterRange } from "@/core/document-filter";

interface RangeFieldsProps {
  /** "Educational value" */
  readonly name: string;
  readonly range: FilterRange | null;
  /** Lowest and highest value there is, as hints. */
  readonly low: string;
  readonly high: string;
  readonly whole: boolean;
  readonly onRange: (range: FilterRange | null) => void;
}

const DECIMALS = 9;

/** Undefined for an empty end, null for what is no number. */
function readEnd(text: string, whole: boolean): number | undefined | null {
  if (text.trim() === "") return undefined;
  return readNumber(text, { min: -Infinity, max: Infinity, decimals: whole ? 0 : DECIMALS });
}

function faultOf(min: number | undefined | null, max: number | undefined | null): string | null {
  if (min === null || max === null) return "A number, please.";
  return min !== undefined && max !== undefined && min > max ? "The least is above the most." : null;
}

const textOf = (end: number | undefined): string => (end === undefined ? "" : String(end));

/** A range as two numbers; an empty one is open. Enter or leaving the fields takes it. */
export function RangeFields({ name, range, low, high, whole, onRange }: RangeFieldsProps) {
  const fault = useId();
  const [draft, setDraft] = useState<{ readonly min: string; readonly max: string } | null>(null);
  const shown = draft ?? { min: textOf(range?.min), max: textOf(range?.max) };
  const [min, max] = [readEnd(shown.min, whole), readEnd(shown.max, whole)];
  const wrong = faultOf(min, max);
  const commit = () => {
    if (draft === null || wrong !== null || min === null || max === null) return;
    setDraft(null);
    if (min === undefined && max === undefined) onRange(null);
    else onRange({ ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") commit();
    if (event.key === "Escape" && draft !== null) {
      event.stopPropagation();
      setDraft(null);
    }
  };
  const fields = [
    ["min", "At least", low],
    ["max", "At most", high],
  ] as const;
  return (
    <div
      className="flex flex-col gap-1.5"
      onKeyDown={onKeyDown}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && commit()}
    >
      <div className="flex items-end gap-2">
        {fields.map(([end, label, hint]) => (
          <label key={end} className="flex min-w-0 flex-1 flex-col gap-0.5 text-xs text-muted">
            {label}
            <input
              type="text"
              inputMode="decimal"
              autoComplete="off"
              aria-label={`${name}, ${label.toLowerCase()}`}
              aria-invalid={wrong !== null}
              aria-describedby={fault}
              placeholder={hint}
              value={shown[end]}
              onChange={(event) => setDraft({ ...shown, [end]: event.target.value })}
              className={cx(FIELD_CLASSES, "text-right")}
            />
          </label>
        ))}
        <Button
          variant="quiet"
          disabled={range === null && draft === null}
          onClick={() => {
            setDraft(null);
            onRange(null);
          }}
        >
          Any
        </Button>
      </div>
      <p id={fault} className="text-xs text-danger empty:hidden" role="status">
        {wrong}
      </p>
    </div>
  );
}
