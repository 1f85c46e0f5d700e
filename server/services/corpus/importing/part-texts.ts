/** Kept free, so that the last texts of a part seldom make its memory grow. */
const ROOM_BYTES = 1024 * 1024;

/** The texts of a part one after the other, in memory that is used for one part after the other. */
export class PartTexts {
  private memory: Uint8Array<ArrayBuffer>;
  private length = 0;

  /** @param bytes of a part; the system gives them as they are written to */
  constructor(bytes: number) {
    this.memory = new Uint8Array(bytes + ROOM_BYTES);
  }

  /** Copies bytes in. @returns where they begin */
  add(bytes: Uint8Array): number {
    const start = this.length;
    const end = start + bytes.length;
    if (end > this.memory.length) {
      const larger = new Uint8Array(end + ROOM_BYTES);
      larger.set(this.memory.subarray(0, start));
      this.memory = larger;
    }
    this.memory.set(bytes, start);
    this.length = end;
    return start;
  }

  slice(start: number, end: number): Uint8Array {
    return this.memory.subarray(start, end);
  }

  /** Forgets the texts, not the memory. */
  clear(): void {
    this.length = 0;
  }
}
