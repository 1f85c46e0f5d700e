/** One document against all others while a weight moves in steps: the gap of each score over its own is a line. */
export interface Lines {
  readonly ordinal: number;
  /** Whether the document is in at the weight as it stands. */
  readonly isIn: boolean;
  /** How far a gap may lie from the sum it stands for. */
  readonly rounding: number;
  /** By ordinal. */
  readonly tokens: Uint32Array;
  /** Score of another document less that of this one, at the weight as it stands. */
  readonly gapOf: (other: number) => number;
  /** By which the gap grows with a step upwards. */
  readonly slopeOf: (other: number) => number;
}

/** Steps tried one by one where rounding hides which of two scores is higher. */
const MOST_UNSURE = 64;
/** Bins for each doubling of the distance. */
const PER_OCTAVE = 64;
const BINS = 64 * PER_OCTAVE;
const NONE = 2 ** 32 - 1;

/** When a document changes places with the one in question. */
interface Crossing {
  readonly ordinal: number;
  /** Step from which it counts: the first possible one where it helps to turn the document, the first sure one otherwise. */
  readonly at: number;
  /** Step from which it is beyond doubt. */
  readonly sure: number;
  readonly helps: boolean;
}

/** The crossings on one side of the weight as it stands. */
export class Crossings {
  readonly #helping = new Float64Array(BINS);
  readonly #hindering = new Float64Array(BINS);
  /** First document of each bin; each names the next. */
  readonly #first = new Uint32Array(BINS).fill(NONE);

  constructor(
    readonly lines: Lines,
    readonly reach: number,
    readonly next: Uint32Array,
  ) {}

  add(other: number): void {
    const crossing = this.#crossingOf(other);
    if (crossing.at > this.reach) return;
    const bin = Math.min(BINS - 1, Math.floor(Math.log2(crossing.at) * PER_OCTAVE));
    const sums = crossing.helps ? this.#helping : this.#hindering;
    sums[bin] = (sums[bin] ?? 0) + this.#tokensOf(other);
    this.next[other] = this.#first[bin] ?? NONE;
    this.#first[bin] = other;
  }

  /**
   * Steps at which the document may be turned, ascending.
   * @param start tokens by which it is turned at the weight as it stands: less than 0 to come in, at most 0 to go out
   * @param last whether the step beyond the reach is one of them in any case
   */
  *distances(start: number, last: boolean): Generator<number, void> {
    const { isIn } = this.lines;
    const isTurned = (tokens: number): boolean => (isIn ? tokens > 0 : tokens >= 0);
    let balance = start;
    let tried = 0;
    let unsureUntil = 1;
    if (isTurned(balance) && this.reach > 0) yield (tried = 1);
    for (let bin = 0; bin < BINS; bin += 1) {
      const [helping, hindering] = [this.#helping[bin] ?? 0, this.#hindering[bin] ?? 0];
      if (!isTurned(balance + helping)) {
        balance += helping - hindering;
        continue;
      }
      const crossings = this.#crossingsIn(bin);
      for (const [place, crossing] of crossings.entries()) {
        balance += (crossing.helps ? 1 : -1) * this.#tokensOf(crossing.ordinal);
        if (crossing.helps) unsureUntil = Math.max(unsureUntil, crossing.sure);
        if (crossings[place + 1]?.at === crossing.at || !isTurned(balance)) continue;
        const end = Math.min(this.reach, Math.max(crossing.at, unsureUntil), crossing.at + MOST_UNSURE);
        for (let step = Math.max(crossing.at, tried + 1); step <= end; step += 1) yield (tried = step);
      }
    }
    if (last) yield this.reach + 1;
  }

  #crossingsIn(bin: number): Crossing[] {
    const crossings: Crossing[] = [];
    for (let other = this.#first[bin] ?? NONE; other !== NONE; other = this.next[other] ?? NONE)
      crossings.push(this.#crossingOf(other));
    return crossings.sort((a, b) => a.at - b.at);
  }

  #crossingOf(ordinal: number): Crossing {
    const { isIn, ordinal: own, rounding } = this.lines;
    const gap = this.lines.gapOf(ordinal);
    const slope = Math.abs(this.lines.slopeOf(ordinal));
    const isAhead = gap > 0 || (gap === 0 && ordinal < own);
    const helps = isIn !== isAhead;
    const sure = Math.floor((Math.abs(gap) + rounding) / slope) + 1;
    // Two scores that no weight within reach tells apart stay as they are.
    if (slope * this.reach <= 2 * rounding) return { ordinal, at: Infinity, sure, helps };
    const first = Math.max(1, Math.ceil((Math.abs(gap) - rounding) / slope));
    return { ordinal, at: helps ? first : sure, sure, helps };
  }

  #tokensOf(ordinal: number): number {
    return this.lines.tokens[ordinal] ?? 0;
  }
}
