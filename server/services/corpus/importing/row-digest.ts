import { createHash } from "node:crypto";

export interface DigestedRow {
  readonly id: string;
  readonly domain: string;
  readonly tokens: number;
  readonly scores: readonly (number | null)[];
  readonly argmax: readonly (number | null)[];
  readonly logits: readonly (readonly (number | null)[] | null)[];
  /** UTF-8. */
  readonly text: Uint8Array;
  readonly validation: boolean;
  /** Null for none. */
  readonly group: string | null;
}

const MISSING = 0x7fc00000;
const NO_LEVEL = 0xff;

/**
 * sha256 of one canonical row. Bytes, little-endian: length and UTF-8 of id and domain · tokens u32 ·
 * 25 scores f32 (missing = quiet NaN) · 6 argmax u8 (missing = 255) · per classifier: number of logits u8 (0 when
 * absent) and the logits f32 · sha256 of the text · 1 for a validation row, else 0 ·
 * of a row that belongs to a group, its name like id and domain: rows without are what they were before there were groups.
 */
export function rowDigest(row: DigestedRow): Buffer {
  bytes.begin();
  bytes.text(row.id);
  bytes.text(row.domain);
  bytes.word(row.tokens);
  for (const score of row.scores) bytes.single(score);
  for (const level of row.argmax) bytes.byte(level ?? NO_LEVEL);
  for (const logits of row.logits) {
    bytes.byte(logits?.length ?? 0);
    for (const logit of logits ?? []) bytes.single(logit);
  }
  bytes.raw(createHash("sha256").update(row.text).digest());
  bytes.byte(row.validation ? 1 : 0);
  if (row.group !== null) bytes.text(row.group);
  return createHash("sha256").update(bytes.written()).digest();
}

class ByteWriter {
  private buffer = Buffer.alloc(1024);
  private length = 0;

  begin(): void {
    this.length = 0;
  }

  byte(value: number): void {
    this.reserve(1);
    this.length = this.buffer.writeUInt8(value, this.length);
  }

  word(value: number): void {
    this.reserve(4);
    this.length = this.buffer.writeUInt32LE(value, this.length);
  }

  single(value: number | null): void {
    if (value === null) {
      this.word(MISSING);
      return;
    }
    this.reserve(4);
    this.length = this.buffer.writeFloatLE(value, this.length);
  }

  text(value: string): void {
    const bytes = Buffer.from(value, "utf8");
    this.word(bytes.length);
    this.raw(bytes);
  }

  raw(bytes: Buffer): void {
    this.reserve(bytes.length);
    this.length += bytes.copy(this.buffer, this.length);
  }

  written(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = Buffer.alloc(2 * (this.length + bytes));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}

const bytes = new ByteWriter();
