import { RATERS } from "@/core/raters";
import { CLASSIFIERS } from "@/server/services/corpus/importing/read-scores";
import type { SourceScores } from "@/server/services/corpus/importing/read-scores";
import { TextColumnBuilder, type TextColumn } from "@/server/services/corpus/importing/text-column";

/** Logits of all classifiers, one after the other. */
const LOGITS = CLASSIFIERS.flatMap(({ source }) =>
  source.kind === "logits" ? Array.from({ length: source.levels }, () => source.field) : [],
);
/** Float32 values of a row: 25 scores, then the logits; NaN is missing. */
export const SINGLES = RATERS.length + LOGITS.length;
/** Bytes of a row: the argmax of each classifier (`NO_LEVEL` is missing), then which of them have logits, as bits. */
export const LEVELS = CLASSIFIERS.length + 1;
export const NO_LEVEL = 0xff;
export const DIGEST_BYTES = 32;

/** Accepted rows of one block in columns of plain memory, which goes from thread to thread without being copied. */
export interface RowBatch {
  readonly rows: number;
  readonly id: TextColumn;
  readonly domain: TextColumn;
  readonly excerpt: TextColumn;
  /** Empty for a document that belongs to no group. */
  readonly group: TextColumn;
  readonly text: TextColumn;
  readonly tokens: Uint32Array<ArrayBuffer>;
  readonly line: Uint32Array<ArrayBuffer>;
  /** 1 for a document of the validation set. */
  readonly validation: Uint8Array<ArrayBuffer>;
  readonly draw: Float64Array<ArrayBuffer>;
  /** sha256 of the row, `DIGEST_BYTES` a row. */
  readonly digest: Uint8Array<ArrayBuffer>;
  /** `SINGLES` a row. */
  readonly singles: Float32Array<ArrayBuffer>;
  /** `LEVELS` a row. */
  readonly levels: Uint8Array<ArrayBuffer>;
}

export interface BatchRow extends SourceScores {
  readonly id: string;
  readonly domain: string;
  readonly excerpt: string;
  readonly group: string | null;
  readonly tokens: number;
  readonly line: number;
  readonly validation: boolean;
  readonly draw: number;
  readonly digest: Uint8Array;
}

const utf8 = (value: string) => ({ value, encoding: "utf8" }) as const;

/** Gathers a `RowBatch`: first the text of a row, then the rest of it, or neither. */
export class RowBatchBuilder {
  /** Of all rows, each added before its `add`. */
  readonly text: TextColumnBuilder;
  private readonly id: TextColumnBuilder;
  private readonly domain: TextColumnBuilder;
  private readonly excerpt: TextColumnBuilder;
  private readonly group: TextColumnBuilder;
  private readonly tokens: Uint32Array<ArrayBuffer>;
  private readonly line: Uint32Array<ArrayBuffer>;
  private readonly validation: Uint8Array<ArrayBuffer>;
  private readonly draw: Float64Array<ArrayBuffer>;
  private readonly digest: Uint8Array<ArrayBuffer>;
  private readonly singles: Float32Array<ArrayBuffer>;
  private readonly levels: Uint8Array<ArrayBuffer>;
  private rows = 0;

  /** @param most rows that may come; @param memory for their texts */
  constructor(most: number, memory: ArrayBuffer) {
    this.text = new TextColumnBuilder(memory);
    this.id = new TextColumnBuilder(new ArrayBuffer(most * 32));
    this.domain = new TextColumnBuilder(new ArrayBuffer(most * 16));
    this.excerpt = new TextColumnBuilder(new ArrayBuffer(most * 180));
    this.group = new TextColumnBuilder(new ArrayBuffer(most * 8));
    this.tokens = new Uint32Array(most);
    this.line = new Uint32Array(most);
    this.validation = new Uint8Array(most);
    this.draw = new Float64Array(most);
    this.digest = new Uint8Array(most * DIGEST_BYTES);
    this.singles = new Float32Array(most * SINGLES);
    this.levels = new Uint8Array(most * LEVELS);
  }

  add(row: BatchRow): void {
    const at = this.rows++;
    this.id.add(utf8(row.id));
    this.domain.add(utf8(row.domain));
    this.excerpt.add(utf8(row.excerpt));
    this.group.add(utf8(row.group ?? ""));
    this.tokens[at] = row.tokens;
    this.line[at] = row.line;
    this.validation[at] = row.validation ? 1 : 0;
    this.draw[at] = row.draw;
    this.digest.set(row.digest, at * DIGEST_BYTES);
    this.addScores(row, at);
  }

  private addScores({ scores, argmax, logits }: SourceScores, row: number): void {
    let at = row * SINGLES;
    for (const score of scores) this.singles[at++] = score ?? Number.NaN;
    let given = 0;
    CLASSIFIERS.forEach(({ source }, index) => {
      const own = logits[index] ?? null;
      if (own !== null) given |= 1 << index;
      const levels = source.kind === "logits" ? source.levels : 0;
      for (let level = 0; level < levels; level += 1) this.singles[at++] = own?.[level] ?? Number.NaN;
      this.levels[row * LEVELS + index] = argmax[index] ?? NO_LEVEL;
    });
    this.levels[row * LEVELS + CLASSIFIERS.length] = given;
  }

  /** A batch that holds on to little more memory than its rows need, the memory of the texts aside. */
  finish(): RowBatch {
    const { rows } = this;
    if (rows > this.tokens.length) throw new RangeError("more rows than there was room for");
    return {
      rows,
      id: this.id.finishTight(),
      domain: this.domain.finishTight(),
      excerpt: this.excerpt.finishTight(),
      group: this.group.finishTight(),
      text: this.text.finish(),
      tokens: this.tokens.slice(0, rows),
      line: this.line.slice(0, rows),
      validation: this.validation.slice(0, rows),
      draw: this.draw.slice(0, rows),
      digest: this.digest.slice(0, rows * DIGEST_BYTES),
      singles: this.singles.slice(0, rows * SINGLES),
      levels: this.levels.slice(0, rows * LEVELS),
    };
  }
}

/** The memory of a batch, which can be handed over to another thread. */
export const memoryOf = (batch: RowBatch): ArrayBuffer[] => [
  ...[batch.id, batch.domain, batch.excerpt, batch.group, batch.text].flatMap(({ bytes, ends }) => [
    bytes.buffer,
    ends.buffer,
  ]),
  batch.tokens.buffer,
  batch.line.buffer,
  batch.validation.buffer,
  batch.draw.buffer,
  batch.digest.buffer,
  batch.singles.buffer,
  batch.levels.buffer,
];

/** Bytes of the rows themselves. */
export const bytesOf = (batch: RowBatch): number =>
  memoryOf(batch).reduce((sum, { byteLength }) => sum + byteLength, 0) -
  batch.text.bytes.buffer.byteLength +
  batch.text.bytes.length;
