"use client";

import { useId, useState, type KeyboardEvent, type PointerEvent } from "react";
import { DrawingView } from "@/components/charts/drawing-view";
import { placeAfter, placeAt, type PlacedDrawing } from "@/components/charts/placed-drawing";
import { cx } from "@/components/ui/class-names";

interface ReadableDrawingProps {
  /** What it shows, in words. */
  readonly label: string;
  readonly drawing: PlacedDrawing;
  /** What a place of the drawing says. */
  readonly sentence: (place: number) => string;
  /** Said while nothing is pointed at. */
  readonly hint: string;
  /** For a click and for Enter. */
  readonly onPick?: (place: number) => void;
}

/** A drawing that is read place by place: under the pointer, or walked with the arrow keys. */
export function ReadableDrawing({ label, drawing, sentence, hint, onPick }: ReadableDrawingProps) {
  const [at, setAt] = useState<number | null>(null);
  const [entry, setEntry] = useState(0);
  const saying = useId();
  const { places, columns } = drawing;
  const shown = at === null ? undefined : places[at];
  const onKeyDown = (event: KeyboardEvent) => {
    const from = at ?? entry;
    if (event.key === "Enter" && onPick !== undefined) onPick(from);
    else {
      const next = placeAfter(from, event.key, places.length, columns);
      if (next === null) return;
      setAt(next);
      setEntry(next);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const under = (event: PointerEvent): number | null => {
    const box = event.currentTarget.getBoundingClientRect();
    return placeAt(places, event.clientX - box.left, event.clientY - box.top);
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div tabIndex={-1} className="overflow-x-auto">
        <div
          role="application"
          aria-label={label}
          aria-describedby={saying}
          tabIndex={0}
          className={cx("relative w-fit", at !== null && onPick !== undefined && "cursor-pointer")}
          onKeyDown={onKeyDown}
          onFocus={(event) =>
            event.currentTarget.matches(":focus-visible") && setAt(Math.min(entry, places.length - 1))
          }
          onBlur={() => setAt(null)}
          onPointerMove={(event) => setAt(under(event))}
          onPointerLeave={() => setAt(null)}
          onClick={() => at !== null && onPick?.(at)}
        >
          <DrawingView drawing={drawing} />
          {shown !== undefined && (
            <span
              aria-hidden
              className="pointer-events-none absolute rounded-[2px] outline-2 outline-ink/70"
              style={{ left: shown.x, top: shown.y, width: shown.width, height: shown.height }}
            />
          )}
        </div>
      </div>
      <p id={saying} aria-live="polite" className={cx("min-h-8 text-xs", at === null && "text-muted")}>
        {at === null ? hint : sentence(at)}
      </p>
    </div>
  );
}
