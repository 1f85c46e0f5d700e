/** Larger memory is not kept: few lines need it. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Memory that was used and may be used again. New ArrayBuffers would have V8 collect its whole heap every 32 MB, and the
 * kernel clear a page for each that is read into.
 */
export class SpareMemory {
  private readonly buffers: ArrayBuffer[] = [];

  /** @param most buffers that are kept */
  constructor(private readonly most: number) {}

  /** At least so many bytes, which hold anything. */
  take(bytes: number): ArrayBuffer {
    const at = this.buffers.findLastIndex(({ byteLength }) => byteLength >= bytes);
    const [found] = at === -1 ? [] : this.buffers.splice(at, 1);
    return found ?? new ArrayBuffer(bytes);
  }

  /** Takes back what nobody reads any more. */
  give(buffer: ArrayBuffer): void {
    if (this.buffers.length < this.most && buffer.byteLength <= MOST_BYTES) this.buffers.push(buffer);
  }
}
