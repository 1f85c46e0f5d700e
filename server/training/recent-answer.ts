/** An answer asked for once however many want to know it; one that failed is kept as long. */
export class RecentAnswer<T> {
  #askedAt = Number.NEGATIVE_INFINITY;
  #answer: Promise<T> | null = null;

  constructor(
    private readonly ask: () => Promise<T>,
    /** How old an answer may be. */
    private readonly seconds: number,
  ) {}

  /** An answer that is recent enough, or a new one. */
  async recent(): Promise<T> {
    const isRecent = performance.now() - this.#askedAt < this.seconds * 1_000;
    return isRecent && this.#answer !== null ? this.#answer : this.fresh();
  }

  /** An answer to a question that is asked now. */
  async fresh(): Promise<T> {
    const answer = this.ask();
    this.#answer = answer;
    this.#askedAt = Number.POSITIVE_INFINITY;
    await answer.catch(() => undefined);
    if (this.#answer === answer) this.#askedAt = performance.now();
    return answer;
  }
}
