import { spread } from "@/components/charts/curve-chart.prepare";
import { AXIS, INK, MUTED, shortened } from "@/components/charts/drawing";
import type { Mark } from "@/core/drawing";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";

interface MixtureWayDrawn {
  /** Ascending from 0 to 1; `shares` by domain, together 1. */
  readonly points: readonly { readonly at: number; readonly shares: readonly number[] }[];
  readonly domains: readonly { readonly name: string; readonly colour: string }[];
  /** What stands at both ends. */
  readonly ends: readonly [string, string];
  /** Place of the marker, 0 … 1. */
  readonly marker: number;
  readonly width: number;
}

const LEFT = 40;
const PLOT = 220;
const TOP = 8;
const NAMES = 132;
const LABEL = 16;

/** Shares of domains stacked along a way from one mixture to another, named at the end, with a marker on the way. */
export function drawMixtureWay({ points, domains, ends, marker, width }: MixtureWayDrawn): PlacedDrawing {
  const plot = width - LEFT - NAMES;
  const floor = TOP + PLOT;
  const xOf = (at: number): number => LEFT + at * plot;
  const below = (shares: readonly number[], domain: number): number =>
    shares.slice(0, domain).reduce((sum, share) => sum + share, 0);
  const yOf = (sum: number): number => TOP + sum * PLOT;
  const areas = domains.map(({ colour }, domain): Mark => {
    const upper = points.map(
      ({ at, shares }) => `${xOf(at).toFixed(1)} ${yOf(below(shares, domain)).toFixed(1)}`,
    );
    const lower = points.map(
      ({ at, shares }) => `${xOf(at).toFixed(1)} ${yOf(below(shares, domain + 1)).toFixed(1)}`,
    );
    const d = points.length === 0 ? "" : `M${upper.join("L")}L${lower.toReversed().join("L")}Z`;
    return { kind: "path", x: 0, y: 0, d, fill: colour, stroke: "var(--color-surface)", width: 1 };
  });
  const text = { kind: "text", size: 11, fill: MUTED } as const;
  return {
    width,
    height: floor + 20,
    marks: [
      ...[0, 0.5, 1].map((share): Mark => ({
        ...{ ...text, x: LEFT - 6, y: yOf(1 - share) + 4, text: `${String(share * 100)} %`, anchor: "end" },
      })),
      ...areas,
      { kind: "line", x1: LEFT, x2: LEFT + plot, y1: floor, y2: floor, stroke: AXIS },
      { kind: "line", x1: xOf(marker), x2: xOf(marker), y1: TOP - 6, y2: floor + 4, stroke: INK, width: 2 },
      { kind: "circle", x: xOf(marker), y: TOP - 4, r: 4, fill: INK },
      ...endNames(points.at(-1)?.shares ?? [], domains, LEFT + plot + 10, yOf),
      { ...text, x: LEFT, y: floor + 15, text: ends[0] },
      { ...text, x: LEFT + plot, y: floor + 15, text: ends[1], anchor: "end" },
    ],
    places: points.map(({ at }, index) => {
      const [before, after] = [points[index - 1]?.at ?? at, points[index + 1]?.at ?? at];
      const [from, to] = [xOf((before + at) / 2), xOf((at + after) / 2)];
      return { x: from, y: TOP, width: to - from, height: PLOT };
    }),
    columns: Math.max(1, points.length),
  };
}

/** Names beside the middle of each band at the end, moved apart. */
function endNames(
  shares: readonly number[],
  domains: MixtureWayDrawn["domains"],
  x: number,
  yOf: (sum: number) => number,
): Mark[] {
  let sum = 0;
  const named = domains.flatMap(({ name, colour }, domain) => {
    const share = shares[domain] ?? 0;
    sum += share;
    return share < 0.005 ? [] : [{ name, colour, share, at: sum - share / 2 }];
  });
  const places = spread(
    named.map(({ at }) => at),
    LABEL / PLOT,
  );
  return named.flatMap(({ name, colour, share }, index): Mark[] => {
    const y = yOf(places[index] ?? 0);
    return [
      { kind: "rect", x, y: y - 4, width: 8, height: 8, fill: colour },
      { kind: "text", x: x + 13, y: y + 4, text: `${shortened(name, 12)} ${(share * 100).toFixed(1)}` },
    ];
  });
}
