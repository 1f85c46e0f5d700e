"use client";

import { ArrowDown, ArrowUp, Headphones, Lock, LockOpen } from "lucide-react";
import { memo, useMemo } from "react";
import { Distribution } from "@/components/charts/distribution";
import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { RaterLabel } from "@/components/mixer/rater-label";
import { RaterWeight } from "@/components/mixer/rater-weight";
import { IconButton } from "@/components/ui/button";
import { histogramOfQuantiles } from "@/core/quantile-histogram";
import { raterOf, type RaterId } from "@/core/raters";
import { directionOf } from "@/core/recipe";
import { soloWeight, turnDirection } from "@/core/recipe-edit";
import type { ColumnStatistics } from "@/core/statistics";

interface RaterRowProps {
  readonly rater: RaterId;
  readonly top: number;
}

const BINS = 24;
const SMALL = "h-6 w-6 [&_svg]:size-3.5 pointer-coarse:size-8";

/** One rater: its name, direction, slider, number, distribution, lock and solo. Draws again for its own weight only. */
export const RaterRow = memo(function RaterRow({ rater, top }: RaterRowProps) {
  const { statistics } = useMixerCorpus();
  const found = statistics.raters[rater];
  return (
    <div className="isolate flex h-8 items-center gap-1.5 max-sm:h-auto max-sm:flex-wrap max-sm:gap-y-0 max-sm:py-1">
      <RaterLabel rater={rater} found={found} />
      <DirectionToggle rater={rater} off={found === null} />
      <RaterWeight rater={rater} top={top} off={found === null} />
      {found === null ? <span className="w-11" /> : <TinyDistribution rater={rater} column={found.value} />}
      <RowActs rater={rater} off={found === null} />
    </div>
  );
});

function DirectionToggle({ rater, off }: { readonly rater: RaterId; readonly off: boolean }) {
  const store = useMixerStore();
  const direction = useMixer((state) => directionOf(state.recipe, rater));
  const { label } = raterOf(rater);
  return (
    <IconButton
      label={direction === 1 ? `${label}: more is better` : `${label}: less is better`}
      disabled={off}
      pressed={direction === -1}
      className={SMALL}
      onClick={() => store.getState().edited(turnDirection(store.getState().recipe, rater))}
    >
      {direction === 1 ? <ArrowUp /> : <ArrowDown />}
    </IconButton>
  );
}

function RowActs({ rater, off }: { readonly rater: RaterId; readonly off: boolean }) {
  const store = useMixerStore();
  const locked = useMixer((state) => state.locked.has(rater));
  const { label } = raterOf(rater);
  const solo = () => {
    const { recipe, locked: held, edited } = store.getState();
    edited(soloWeight(recipe, rater, held));
  };
  return (
    <span className="flex">
      <IconButton
        label={locked ? `Unlock ${label}` : `Lock ${label}`}
        disabled={off}
        pressed={locked}
        className={SMALL}
        onClick={() => store.getState().lockToggled(rater)}
      >
        {locked ? <Lock /> : <LockOpen />}
      </IconButton>
      <IconButton label={`${label} alone`} disabled={off} className={SMALL} onClick={solo}>
        <Headphones />
      </IconButton>
    </span>
  );
}

/** Between the 1st and the 99th percentile: a single long document must not flatten all others. */
function TinyDistribution({ rater, column }: { readonly rater: RaterId; readonly column: ColumnStatistics }) {
  const bins = useMemo(() => {
    const at = (share: number) => column.quantiles[Math.round(share * (column.quantiles.length - 1))] ?? 0;
    return histogramOfQuantiles(column.quantiles, at(0.01), at(0.99), BINS);
  }, [column]);
  return (
    <Distribution
      all={bins}
      label={`Distribution of ${raterOf(rater).label}`}
      className="h-4 w-11 shrink-0"
    />
  );
}
