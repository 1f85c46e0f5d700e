import type { Curve } from "@/components/charts/curve-chart.prepare";
import type { LearningCurve } from "@/core/learning/fit-answer";

const four = (value: number): string => value.toFixed(4).replace("-", "−");

/** Whether more proxies would help, as far as the last doubling tells. */
export function wouldMoreHelp({ lastDoubling }: LearningCurve): string {
  if (lastDoubling === null) return "Too few proxies to tell whether more would help";
  const { gain, low, high } = lastDoubling;
  const figure = `${four(gain)}${low === null || high === null ? "" : ` (95 % ${four(low)} to ${four(high)})`}`;
  if (low !== null && low > 0)
    return `More proxies would help: the last doubling lowered the error by ${figure}`;
  return `It cannot be told whether more proxies would help: the last doubling lowered the error by ${figure}`;
}

/** The error by the number of proxies learnt from, and the ends of its interval. */
export function errorCurves({ points }: LearningCurve): Curve[] {
  const grey = "var(--color-control)";
  return [
    {
      ...{ id: "high", label: "high", colour: grey },
      points: points.map(({ runs, high }) => ({ x: runs, y: high })),
    },
    {
      ...{ id: "rmse", label: "RMSE", colour: "var(--color-accent)", dots: true },
      points: points.map(({ runs, rmse }) => ({ x: runs, y: rmse })),
    },
    {
      ...{ id: "low", label: "low", colour: grey },
      points: points.map(({ runs, low }) => ({ x: runs, y: low })),
    },
  ];
}
