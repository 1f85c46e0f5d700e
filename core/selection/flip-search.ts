import { Crossings, type Lines } from "@/core/selection/crossings";
import type { Scores } from "@/core/selection/place-in-ranking";

/** Weights are multiples of it. */
export const WEIGHT_STEP = 1e-6;

/** One document and one rater whose weight moves while everything else of the recipe stands still. */
export interface FlipSetting {
  readonly ordinal: number;
  /** Whether the document is in at the weight as it stands. */
  readonly isIn: boolean;
  /** By ordinal, at the weight as it stands. */
  readonly scores: Scores;
  /** What a weight of 1 on the rater adds to a score, by ordinal; NaN where any weight of it leaves the document out. */
  readonly gains: Float64Array;
  readonly tokens: Uint32Array;
  /** Domain codes by ordinal, and which of them share the quota of the document. */
  readonly domains: Uint8Array;
  readonly inPool: (domain: number) => boolean;
  readonly quota: number;
  /** How far the difference of two scores may lie from the sum it stands for. */
  readonly rounding: number;
  /** Steps by which the weight may sink and grow. */
  readonly down: number;
  readonly up: number;
  /** Whether the lowest step leads to weight 0, where documents that miss the rater come back: it is tried in any case. */
  readonly toZero: boolean;
}

/**
 * Weights of one rater at which a document may turn from in to out or back, the threshold following. The document is in when
 * the tokens ranked up to it fit the quota. Every other document's score is a line over the weight, so that it changes places
 * with this one at most once: the tokens ahead are followed from one such crossing to the next, nearest first. Distances lie
 * in bins of which only those are sorted that can hold a turn. What is found may err by a rounding and must be recounted.
 */
export class FlipSearch {
  readonly #setting: FlipSetting;
  readonly #own: number;
  readonly #ownGain: number;
  readonly #down: Crossings;
  readonly #up: Crossings;
  /** Tokens ranked before the document, of those that every weight above 0 leaves in the ranking. */
  #ahead = 0;

  constructor(setting: FlipSetting) {
    this.#setting = setting;
    this.#own = setting.scores[setting.ordinal] ?? Number.NaN;
    this.#ownGain = setting.gains[setting.ordinal] ?? Number.NaN;
    const next = new Uint32Array(setting.scores.length);
    const { ordinal, isIn, rounding, tokens } = setting;
    const lines: Lines = {
      ...{ ordinal, isIn, rounding, tokens },
      gapOf: (other) => this.#gapOf(other),
      slopeOf: (other) => this.#slopeOf(other),
    };
    this.#down = new Crossings(lines, setting.toZero ? setting.down - 1 : setting.down, next);
    this.#up = new Crossings(lines, setting.up, next);
  }

  /** Looks at the documents from one ordinal to another (exclusive); all must be looked at before `candidates`. */
  add(from: number, to: number): void {
    const { ordinal, tokens, domains, inPool } = this.#setting;
    if (Number.isNaN(this.#own + this.#ownGain)) return;
    for (let other = from; other < to; other += 1) {
      if (other === ordinal || !inPool(domains[other] ?? 0)) continue;
      const gap = this.#gapOf(other);
      const slope = this.#slopeOf(other);
      if (Number.isNaN(gap + slope)) continue;
      const isAhead = gap > 0 || (gap === 0 && other < ordinal);
      if (isAhead) this.#ahead += tokens[other] ?? 0;
      if (slope !== 0) (slope < 0 === isAhead ? this.#up : this.#down).add(other);
    }
  }

  /** Steps from the weight as it stands, nearest first, the lower of two as near; each at which the document may be turned. */
  *candidates(): Generator<number, void> {
    const { ordinal, tokens, quota, isIn, toZero, down, up } = this.#setting;
    if (Number.isNaN(this.#own)) {
      if (toZero) yield -down;
      return;
    }
    if (Number.isNaN(this.#ownGain)) {
      if (isIn && up > 0) yield 1;
      return;
    }
    const room = quota - (tokens[ordinal] ?? 0) - this.#ahead;
    const sinking = this.#down.distances(isIn ? -room : room, toZero);
    const growing = this.#up.distances(isIn ? -room : room, false);
    let [lower, higher] = [sinking.next(), growing.next()];
    while (lower.done !== true || higher.done !== true) {
      if (higher.done === true || (lower.done !== true && lower.value <= higher.value)) {
        if (lower.done !== true) yield -lower.value;
        lower = sinking.next();
      } else {
        yield higher.value;
        higher = growing.next();
      }
    }
  }

  #gapOf(other: number): number {
    return (this.#setting.scores[other] ?? Number.NaN) - this.#own;
  }

  #slopeOf(other: number): number {
    return ((this.#setting.gains[other] ?? Number.NaN) - this.#ownGain) * WEIGHT_STEP;
  }
}
