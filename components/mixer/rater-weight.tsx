"use client";

import type { KeyboardEvent } from "react";
import { useMixer, useMixerStore } from "@/components/mixer/mixer-context";
import { toPoints, toWeight } from "@/components/mixer/slider-scale";
import { NumberField } from "@/components/ui/number-field";
import { Slider } from "@/components/ui/slider";
import { raterOf, type RaterId } from "@/core/raters";
import { weightOf } from "@/core/recipe";
import { setWeight } from "@/core/recipe-edit";

interface RaterWeightProps {
  readonly rater: RaterId;
  readonly top: number;
  readonly off: boolean;
}

/** One press of an arrow key, in points. */
const STEP = 0.1;
const NUDGES: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
/** Weights are not bounded; the entry is, so that a slip of the finger is not a weight of 10⁹. */
const MOST_POINTS = 100_000;

/** Slider and entry of one weight, in points. */
export function RaterWeight({ rater, top, off }: RaterWeightProps) {
  const store = useMixerStore();
  const points = useMixer((state) => toPoints(weightOf(state.recipe, rater)));
  const { label, publishedWeight } = raterOf(rater);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = NUDGES[event.key];
    if (by === undefined || off) return;
    // Radix would snap a weight of 5.64 points to 5.7: a nudge moves by exactly one step.
    event.preventDefault();
    event.stopPropagation();
    store.getState().weightMoved(rater, toWeight(points + by * STEP * (event.shiftKey ? 10 : 1)));
  };
  return (
    <>
      <span
        className="flex min-w-12 flex-1 max-sm:order-1 max-sm:basis-3/5"
        onKeyDownCapture={onKeyDown}
        onKeyUp={() => store.getState().released()}
        onBlur={() => store.getState().released()}
      >
        <Slider
          label={`Weight of ${label}`}
          value={points}
          min={0}
          max={Math.max(top, points)}
          step={STEP}
          disabled={off}
          valueText={`${String(points)} points`}
          onValue={(next) => store.getState().weightMoved(rater, toWeight(next))}
          onCommit={() => store.getState().released()}
          onReset={() => store.getState().edited(setWeight(store.getState().recipe, rater, publishedWeight))}
          className="flex-1"
        />
      </span>
      <NumberField
        aria-label={`Points of ${label}`}
        value={points}
        onCommit={(next) =>
          store.getState().edited(setWeight(store.getState().recipe, rater, toWeight(next)))
        }
        min={0}
        max={MOST_POINTS}
        step={STEP}
        decimals={4}
        format={shown}
        disabled={off}
        className="w-[52px] shrink-0 max-sm:order-1 max-sm:w-16 [&_input]:h-6 [&_input]:px-1.5 pointer-coarse:[&_input]:h-10"
      />
    </>
  );
}

/** Two decimals unless there are more. */
const shown = (points: number): string =>
  Number(points.toFixed(2)) === points ? points.toFixed(2) : String(points);
