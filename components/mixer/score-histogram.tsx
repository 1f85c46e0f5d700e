"use client";

import { useState } from "react";
import {
  prepareScoreHistogram,
  type ScoreHistogram as Drawing,
} from "@/components/mixer/score-histogram.prepare";
import { formatNumber, formatTokens } from "@/components/ui/format";
import type { MixtureFigures } from "@/core/preview/preview";

interface ScoreHistogramProps {
  readonly histogram: MixtureFigures["histogram"];
  readonly threshold: number | null;
}

const SIZE = { width: 400, height: 72 } as const;

/** Tokens by score: all in grey, the selected ones in the accent, a line at the threshold. Plain SVG, for it moves under the hand. */
export function ScoreHistogram({ histogram, threshold }: ScoreHistogramProps) {
  const [hovered, setHovered] = useState<number | null>(null);
  const drawing = prepareScoreHistogram(histogram, threshold, SIZE);
  if (drawing === null) return <p className="text-xs text-muted">No document has a score.</p>;
  const bin = hovered === null ? undefined : drawing.bins[hovered];
  return (
    <figure
      className="relative"
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        setHovered(Math.floor(((event.clientX - box.left) / box.width) * drawing.bins.length));
      }}
      onPointerLeave={() => setHovered(null)}
    >
      <svg
        role="img"
        aria-label={describe(drawing, threshold)}
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        preserveAspectRatio="none"
        className="block h-[72px] w-full border-b border-line-strong"
      >
        <path d={drawing.all} fill="var(--color-before)" />
        <path d={drawing.selected} fill="var(--color-accent)" />
        {bin !== undefined && (
          <rect
            x={bin.x}
            width={bin.width}
            y={0}
            height={SIZE.height}
            fill="var(--color-ink)"
            opacity={0.08}
          />
        )}
        {drawing.thresholdX !== null && (
          <line
            x1={drawing.thresholdX}
            x2={drawing.thresholdX}
            y1={0}
            y2={SIZE.height}
            stroke="var(--color-ink)"
            strokeWidth={1}
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <figcaption className="flex justify-between pt-0.5 text-2xs text-faint">
        <span>{formatNumber(drawing.low)}</span>
        <span>
          {bin === undefined
            ? "score"
            : `${formatNumber(bin.from)} to ${formatNumber(bin.to)}: ${formatTokens(bin.selected)} of ${formatTokens(bin.all)} tokens`}
        </span>
        <span>{formatNumber(drawing.high)}</span>
      </figcaption>
    </figure>
  );
}

const describe = (drawing: Drawing, threshold: number | null): string =>
  `Histogram of tokens by score from ${formatNumber(drawing.low)} to ${formatNumber(drawing.high)}` +
  (threshold === null ? "" : `, threshold ${formatNumber(threshold)}`);
