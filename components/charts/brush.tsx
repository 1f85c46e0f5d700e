"use client";

import {
  useEffect,
  useRef,
  useState,
  type ComponentProps,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
} from "react";
import {
  draggedStretch,
  gripAt,
  isInside,
  nudgedStretch,
  placesOf,
  rangeOf,
  stretchOf,
  type BrushRange,
  type Edge,
  type Edges,
  type Stretch,
} from "@/components/charts/brush.prepare";
import { Distribution } from "@/components/charts/distribution";
import { cx } from "@/components/ui/class-names";

interface BrushProps extends Omit<ComponentProps<"button">, "aria-label" | "children"> {
  readonly edges: Edges;
  /** Amount in each bin, all and what is shown of it; both are drawn as shares. */
  readonly all: readonly number[];
  readonly shown: readonly number[] | null;
  readonly range: BrushRange | null;
  /** Whole numbers only. */
  readonly whole?: boolean;
  /** What it filters and the range that is in force, in words. */
  readonly label: string;
  /** Once a drag or a key is let go; null = no range. */
  readonly onRange: (range: BrushRange | null) => void;
}

interface Grip {
  readonly edge: Edge | "new";
  readonly start: number;
  readonly startPx: number;
  readonly moved: boolean;
}

const NEAR_PX = 6;
/** A pointer that has moved less is a click. */
const CLICK_PX = 3;

function placeUnder({ currentTarget, clientX }: PointerEvent<HTMLButtonElement>): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return (clientX - left) / Math.max(1, width);
}

/**
 * A distribution that filters: a drag draws a range or moves an edge of it, a click outside ends it; arrows move the lower
 * edge, with shift the upper. Any other click is a click: a popover with the figures opens on it.
 */
export function Brush(props: BrushProps) {
  const { edges, all, shown, range, whole = false, label, onRange, onClick, className, ...rest } = props;
  const [draft, setDraft] = useState<Stretch | null>(null);
  const grip = useRef<Grip | null>(null);
  const swallowClick = useRef(false);
  /** What was handed on and is not `range` yet: the next key goes on from there. */
  const committed = useRef<Stretch | null>(null);
  const [from, to] = [range?.min ?? null, range?.max ?? null];
  useEffect(() => {
    committed.current = null;
  }, [from, to]);
  const commit = (stretch: Stretch) => {
    setDraft(null);
    committed.current = stretch;
    onRange(rangeOf(stretch, edges, { whole }));
  };

  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    const start = placeUnder(event);
    const edge = gripAt(start, range, edges, NEAR_PX / Math.max(1, event.currentTarget.offsetWidth));
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { edge, start, startPx: event.clientX, moved: false };
  };
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    const { current } = grip;
    if (current === null) return;
    if (!current.moved && Math.abs(event.clientX - current.startPx) < CLICK_PX) return;
    grip.current = { ...current, moved: true };
    setDraft(draggedStretch(current.edge, current.start, placeUnder(event), range, edges));
  };
  const onPointerUp = (event: PointerEvent<HTMLButtonElement>) => {
    const { current } = grip;
    grip.current = null;
    if (current === null) return;
    const outside = !current.moved && current.edge === "new" && !isInside(current.start, range, edges);
    swallowClick.current = current.moved || outside;
    if (current.moved) commit(draggedStretch(current.edge, current.start, placeUnder(event), range, edges));
    else if (outside) onRange(null);
  };
  const onPointerCancel = () => {
    grip.current = null;
    setDraft(null);
  };
  const onOwnClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (swallowClick.current) event.preventDefault();
    else onClick?.(event);
    swallowClick.current = false;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      const held = draft ?? committed.current ?? stretchOf(range ?? {}, edges);
      setDraft(nudgedStretch(held, event.shiftKey ? "to" : "from", by, edges));
    } else if ((event.key === "Delete" || event.key === "Backspace") && range !== null) {
      event.preventDefault();
      onRange(null);
    } else if (event.key === "Escape" && draft !== null) {
      event.preventDefault();
      onPointerCancel();
    }
  };
  const settle = () => {
    if (draft !== null && grip.current === null) commit(draft);
  };

  const held = draft === null ? range : (rangeOf(draft, edges, { whole }) ?? {});
  return (
    <button
      type="button"
      aria-label={label}
      {...rest}
      onClick={onOwnClick}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
      onKeyDown={onKeyDown}
      onKeyUp={settle}
      onBlur={settle}
      className={cx("relative block touch-none cursor-crosshair select-none", className)}
    >
      {held !== null && <Band range={held} edges={edges} />}
      <Distribution all={all} selected={shown} label={null} className="relative h-full w-full" />
      {held !== null && <Handles range={held} edges={edges} />}
    </button>
  );
}

interface PartProps {
  readonly range: BrushRange;
  readonly edges: Edges;
}

function Band({ range, edges }: PartProps) {
  const { low, high } = placesOf(range, edges);
  return (
    <span
      aria-hidden
      className="absolute inset-y-0 bg-accent-soft"
      style={{ left: `${low * 100}%`, right: `${(1 - high) * 100}%` }}
    />
  );
}

function Handles({ range, edges }: PartProps) {
  const { low, high } = placesOf(range, edges);
  return [low, high].map((place, index) => (
    <span
      key={index}
      aria-hidden
      className="absolute inset-y-0 -ml-1 w-2 cursor-ew-resize"
      style={{ left: `${place * 100}%` }}
    >
      <span className="absolute inset-y-0 left-[3px] w-0.5 rounded-full bg-accent" />
    </span>
  ));
}
