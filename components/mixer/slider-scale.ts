const TOPS = [10, 20, 50];

/** One point is a hundredth of weight: the published weights lie between 0.1 and 5.6 points. */
export const POINTS = 100;

/** Weight as points, without the dust of binary fractions. */
export const toPoints = (weight: number): number => Number((weight * POINTS).toFixed(4));
export const toWeight = (points: number): number => Number((points / POINTS).toFixed(6));

/**
 * Upper end of all sliders in points: the smallest of 10, 20, 50, 100, 200, 500 … above every weight, so that the
 * lengths of the sliders can be compared and there is always room to drag upwards.
 */
export function topOfScale(weights: readonly number[]): number {
  const largest = toPoints(Math.max(0, ...weights));
  for (let unit = 1; ; unit *= 10) {
    const top = TOPS.map((step) => step * unit).find((step) => step > largest);
    if (top !== undefined) return top;
  }
}
