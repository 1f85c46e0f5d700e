/** Some of the documents of a corpus by ordinal, a bit each. */
export class DocumentSet {
  readonly bits: Uint8Array;

  /** @param documents of the corpus: ordinals are less */
  constructor(readonly documents: number) {
    this.bits = new Uint8Array(Math.ceil(documents / 8));
  }

  add(ordinal: number): void {
    const at = ordinal >>> 3;
    this.bits[at] = (this.bits[at] ?? 0) | (1 << (ordinal & 7));
  }

  has(ordinal: number): boolean {
    return (((this.bits[ordinal >>> 3] ?? 0) >>> (ordinal & 7)) & 1) === 1;
  }
}
