import { thinPoints } from "@/components/charts/thin-points";

/** SVG path of values through a box of the given size, highest at the top; empty when there is nothing to draw. */
export function sparklinePath(values: readonly number[], width: number, height: number): string {
  const points = thinPoints(
    values.map((y, x) => ({ x, y })).filter(({ y }) => Number.isFinite(y)),
    Math.max(3, Math.floor(width)),
  );
  if (points.length < 2) return "";
  const lows = Math.min(...points.map(({ y }) => y));
  const range = Math.max(...points.map(({ y }) => y)) - lows;
  const last = points.at(-1)?.x ?? 1;
  return points
    .map(({ x, y }, index) => {
      const left = (x / last) * width;
      const top = range === 0 ? height / 2 : height - ((y - lows) / range) * height;
      return `${index === 0 ? "M" : "L"}${left.toFixed(1)} ${top.toFixed(1)}`;
    })
    .join("");
}
