import type { ExportedChart } from "@/core/exported-chart";
import { domainColour } from "@/components/charts/domain-colour";
import { drawMixtureWay } from "@/components/charts/draw-mixture-way";
import type { Face } from "@/components/compare/compared-face";
import { wayShares } from "@/components/compare/way.prepare";
import type { Waypoint } from "@/core/comparison/between";

/** A way between two items as far as it is counted. */
export interface CountedWay {
  readonly first: Face;
  readonly second: Face;
  readonly points: readonly Waypoint[];
  /** Names in their order. */
  readonly domains: readonly string[];
  /** Place of the marker, 0 … 1. */
  readonly at: number;
}

const WIDTH = 720;

export const wayDrawing = ({ first, second, points, domains, at }: CountedWay, width: number) =>
  drawMixtureWay({
    points: wayShares(points),
    domains: domains.map((name, code) => ({ name, colour: domainColour(code) })),
    ends: [first.letter, second.letter],
    marker: at,
    width,
  });

/** The mixture along a way, to take away. */
export const wayChart = (way: CountedWay): ExportedChart => ({
  title: `From ${way.first.name} to ${way.second.name}`,
  subtitle: "% of tokens by domain along the way; each place exact",
  names: ["Comparison", "Between"],
  table: {
    columns: [
      { name: "place", unit: "0 … 1" },
      { name: "documents" },
      { name: "tokens" },
      ...way.domains.map((name) => ({ name, unit: "% of tokens" })),
      { name: "overlap with the first", unit: "% Jaccard by documents" },
      { name: "overlap with the second", unit: "% Jaccard by documents" },
    ],
    rows: way.points
      .toSorted((a, b) => a.at - b.at)
      .map(({ at, documents, tokens, domains, withFirst, withSecond }) => [
        ...[at, documents, tokens],
        ...domains.map((count) => (tokens === 0 ? 0 : (100 * count.tokens) / tokens)),
        ...[100 * withFirst.byDocuments, 100 * withSecond.byDocuments],
      ]),
  },
  drawing: wayDrawing(way, WIDTH),
});
