import type { ScoreSpread } from "@/core/preview/visible-bins";

/** Of base and z over the eligible rows, each counted once. */
export interface MovedSpread {
  readonly base: ScoreSpread;
  readonly z: ScoreSpread;
  readonly covariance: number;
}

interface Sums {
  min: number;
  max: number;
  sum: number;
  squares: number;
}

const NOTHING: ScoreSpread = { min: 0, max: 0, mean: 0, variance: 0 };
const noSums = (): Sums => ({ min: Infinity, max: -Infinity, sum: 0, squares: 0 });

/** Rows looked at in a stretch of a few milliseconds. */
const SLICE = 262_144;

/**
 * Adds up what the scores without one rater are like, score − held·z, slice by slice. DuckDB compares DOUBLEs so slowly that
 * this takes a tenth of its time.
 */
export class SpreadSums {
  readonly #base = noSums();
  readonly #gain = noSums();
  #rows = 0;
  #products = 0;
  #next = 0;
  /** Of one row: sums of distances from it do not cancel as those of the values would. */
  #first = { base: 0, z: 0 };

  /** @param scores NaN, as `z`, for a row that is not eligible */
  constructor(
    private readonly scores: Float64Array,
    private readonly z: Float64Array,
    private readonly held: number,
  ) {}

  /** @returns whether there is more to look at */
  addSlice(): boolean {
    const end = Math.min(this.scores.length, this.#next + SLICE);
    for (let row = this.#next; row < end; row += 1) {
      const z = this.z[row] ?? 0;
      const base = (this.scores[row] ?? 0) - this.held * z;
      if (!Number.isNaN(base)) this.#add(base, z);
    }
    this.#next = end;
    return end < this.scores.length;
  }

  #add(base: number, z: number): void {
    if (this.#rows === 0) this.#first = { base, z };
    this.#rows += 1;
    add(this.#base, base, this.#first.base);
    add(this.#gain, z, this.#first.z);
    this.#products += (base - this.#first.base) * (z - this.#first.z);
  }

  spread(): MovedSpread {
    const rows = this.#rows;
    if (rows === 0) return { base: NOTHING, z: NOTHING, covariance: 0 };
    const covariance = this.#products / rows - (this.#base.sum / rows) * (this.#gain.sum / rows);
    return {
      base: spread(this.#base, this.#first.base, rows),
      z: spread(this.#gain, this.#first.z, rows),
      covariance,
    };
  }
}

function add(sums: Sums, value: number, from: number): void {
  const distance = value - from;
  if (value < sums.min) sums.min = value;
  if (value > sums.max) sums.max = value;
  sums.sum += distance;
  sums.squares += distance * distance;
}

const spread = ({ min, max, sum, squares }: Sums, from: number, rows: number): ScoreSpread => ({
  min,
  max,
  mean: from + sum / rows,
  variance: Math.max(0, squares / rows - (sum / rows) ** 2),
});
