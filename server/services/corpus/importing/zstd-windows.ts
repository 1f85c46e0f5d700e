import { BrokenSource } from "@/server/services/corpus/importing/broken-source";

/** The most that `zstd` itself unpacks without being asked; a decompressor holds a window in memory. */
const MAX_WINDOW_BYTES = 128 * 1024 * 1024;

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a5;
const LONGEST_HEADER = 18;

/** What comes next: a frame, a block of one, or bytes of no interest. */
type Expected = "frame" | "block";

/** Watches the headers of a zstd stream (RFC 8878) go by and refuses windows that would take too much memory. */
export class ZstdWindows {
  private expected: Expected = "frame";
  private pending: Buffer = Buffer.alloc(0);
  /** Bytes to pass over before what is expected. */
  private skip = 0;
  private hasChecksum = false;

  /** @throws BrokenSource */
  check(chunk: Buffer): void {
    let rest = chunk;
    for (;;) {
      const passed = Math.min(this.skip, rest.length);
      this.skip -= passed;
      rest = rest.subarray(passed);
      if (rest.length === 0) return;
      const bytes = this.pending.length === 0 ? rest : Buffer.concat([this.pending, rest]);
      const used = this.expected === "frame" ? this.readFrame(bytes) : this.readBlock(bytes);
      if (used === 0) {
        this.pending = Buffer.from(bytes);
        return;
      }
      rest = bytes.subarray(used);
      this.pending = Buffer.alloc(0);
    }
  }

  /** @returns bytes that were understood; 0 when more are needed */
  private readFrame(bytes: Buffer): number {
    if (bytes.length < 8) return 0;
    const magic = bytes.readUInt32LE(0);
    if (magic >>> 4 === SKIPPABLE) {
      this.skip = bytes.readUInt32LE(4);
      return 8;
    }
    // Whatever it is, the decompressor says what is wrong with it.
    if (magic !== FRAME) return bytes.length;
    const descriptor = bytes[4] ?? 0;
    const isSingle = (descriptor & 0x20) !== 0;
    const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
    const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    const sizeAt = (isSingle ? 5 : 6) + dictionaryBytes;
    if (bytes.length < Math.min(sizeAt + sizeBytes, LONGEST_HEADER)) return 0;
    const window = isSingle ? sizeIn(bytes, sizeAt, sizeBytes) : windowOf(bytes[5] ?? 0);
    if (window > MAX_WINDOW_BYTES) {
      throw new BrokenSource(
        `the zstd data needs a window of more than ${String(MAX_WINDOW_BYTES / 1024 / 1024)} MiB`,
      );
    }
    this.hasChecksum = (descriptor & 4) !== 0;
    this.expected = "block";
    return sizeAt + sizeBytes;
  }

  private readBlock(bytes: Buffer): number {
    if (bytes.length < 3) return 0;
    const header = bytes.readUIntLE(0, 3);
    const isRun = ((header >> 1) & 3) === 1;
    this.skip = isRun ? 1 : header >> 3;
    if ((header & 1) === 1) {
      this.expected = "frame";
      if (this.hasChecksum) this.skip += 4;
    }
    return 3;
  }
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** A field of 2 bytes counts from 256 on. */
function sizeIn(bytes: Buffer, at: number, length: number): number {
  if (length === 8) return Number(bytes.readBigUInt64LE(at));
  return length === 0 ? 0 : bytes.readUIntLE(at, length) + (length === 2 ? 256 : 0);
}
