/** Probability of a greater value of the standard normal distribution, within 10⁻⁷: formula 7.1.26 of Abramowitz and Stegun (1964). */
function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const tail = (series * Math.exp(-x * x)) / 2;
  return z < 0 ? 1 - tail : tail;
}

/** Chance, at either end, of a Spearman's ρ this far from 0 over `n` pairs that have nothing to do with each other: ρ √(n − 1) is about normal. */
export const chanceOfRho = (rho: number, n: number): number =>
  2 * normalTail(Math.abs(rho) * Math.sqrt(n - 1));

/** Which of several figures are beyond chance when all of them are looked at: Holm's (1979) step-down, wrong about any at 5 %. */
export function beyondChance(chances: readonly number[]): boolean[] {
  const order = Array.from(chances.keys()).sort((a, b) => (chances[a] ?? 1) - (chances[b] ?? 1));
  const passed = order.findIndex((at, place) => (chances[at] ?? 1) > 0.05 / (order.length - place));
  const clear = new Set(passed === -1 ? order : order.slice(0, passed));
  return chances.map((_, at) => clear.has(at));
}
