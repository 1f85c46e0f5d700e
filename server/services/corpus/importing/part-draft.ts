import {
  bytesOf,
  DIGEST_BYTES,
  LEVELS,
  SINGLES,
  type RowBatch,
} from "@/server/services/corpus/importing/row-batch";
import type { PartTexts } from "@/server/services/corpus/importing/part-texts";
import { STAGED_COLUMNS, type StagingPaths } from "@/server/services/corpus/importing/staged-columns";
import { entryOf, textOf } from "@/server/services/corpus/importing/text-column";
import { PlainParquetFile, type PlainColumn } from "@/server/storage/plain-parquet";

/** Text of a row group; it stays below 4 MB unless one document alone is larger. */
const GROUP_BYTES = 3_000_000;

const TEXTS: readonly PlainColumn[] = [
  { name: "doc_id", type: "VARCHAR" },
  { name: "text", type: "VARCHAR" },
];
const VALIDATION: readonly PlainColumn[] = [
  { name: "seq", type: "BIGINT" },
  { name: "text", type: "VARCHAR" },
];

/** Where the rows of a batch stand. */
export interface BatchPlace {
  /** Running number of its first row over all rows in the order of the files. */
  readonly seq: number;
  readonly file: number;
  /** Lines of the file before the block. */
  readonly linesBefore: number;
}

interface Piece extends BatchPlace {
  readonly batch: Omit<RowBatch, "text">;
  /** Where its texts begin among those of the part, and each ends among its own. */
  readonly textStart: number;
  readonly textEnds: Uint32Array;
}

interface PlacedRow {
  readonly piece: Piece;
  readonly row: number;
}

/** The rows of a part while they gather in memory. */
export class PartDraft {
  /** Memory held. */
  bytes = 0;
  private rows = 0;
  private readonly pieces: Piece[] = [];

  /** @param texts of this part alone until it is written */
  constructor(
    readonly number: number,
    private readonly texts: PartTexts,
  ) {}

  /** Copies the texts of a batch and holds on to the rest of it. */
  add(batch: RowBatch, place: BatchPlace): void {
    this.bytes += bytesOf(batch);
    this.rows += batch.rows;
    const { text, ...rest } = batch;
    const textStart = this.texts.add(text.bytes);
    this.pieces.push({ batch: rest, textStart, textEnds: text.ends, ...place });
  }

  /**
   * Writes the rows, a draft of the texts of the corpus in the order of their ids, and the texts of the validation set.
   * @returns the files that are to stay
   */
  async write(paths: StagingPaths): Promise<string[]> {
    const [rows, validation] = [paths.rows(this.number), paths.validation(this.number)];
    await this.writeRows(rows);
    const placed = this.pieces.flatMap((piece) =>
      Array.from({ length: piece.batch.rows }, (_, row): PlacedRow => ({ piece, row })),
    );
    const isHeld = ({ piece, row }: PlacedRow): boolean => piece.batch.validation[row] === 1;
    await this.writeTexts(paths.draft(this.number), uniqueById(placed.filter((row) => !isHeld(row))));
    const held = placed.filter(isHeld);
    if (held.length === 0) return [rows];
    await this.writeValidation(validation, held);
    return [rows, validation];
  }

  /** The text of a row with its length before it. */
  private textEntry({ piece, row }: PlacedRow): Uint8Array {
    const { textStart, textEnds } = piece;
    const start = row === 0 ? 0 : (textEnds[row - 1] ?? 0);
    return this.texts.slice(textStart + start, textStart + (textEnds[row] ?? start));
  }

  private async writeTexts(target: string, rows: readonly PlacedRow[]): Promise<void> {
    const file = await PlainParquetFile.create(target, TEXTS);
    try {
      for (let from = 0; from < rows.length;) {
        const texts: Uint8Array[] = [];
        for (let bytes = 0; from + texts.length < rows.length && bytes < GROUP_BYTES;) {
          const text = this.textEntry(rows[from + texts.length] as PlacedRow);
          texts.push(text);
          bytes += text.length;
        }
        const ids = idEntries(rows.slice(from, from + texts.length));
        await file.writeGroup(texts.length, [ids, Buffer.concat(texts)]);
        from += texts.length;
      }
      await file.finish();
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private async writeValidation(target: string, rows: readonly PlacedRow[]): Promise<void> {
    const seqs = BigInt64Array.from(rows, ({ piece, row }) => BigInt(piece.seq + row));
    const texts = Buffer.concat(rows.map((row) => this.textEntry(row)));
    await writeOnce(target, VALIDATION, rows.length, [memoryOf(seqs), texts]);
  }

  private async writeRows(target: string): Promise<void> {
    const { pieces, rows } = this;
    const texts = (column: "id" | "domain" | "excerpt" | "group"): Uint8Array =>
      Buffer.concat(pieces.map(({ batch }) => batch[column].bytes));
    const words = (valueOf: (piece: Piece, row: number) => number): Uint8Array =>
      memoryOf(Uint32Array.from(eachRow(pieces, valueOf)));
    const values: Uint8Array[] = [
      texts("id"),
      texts("domain"),
      texts("excerpt"),
      texts("group"),
      words(({ batch }, row) => batch.tokens[row] ?? 0),
      words(({ batch, linesBefore }, row) => linesBefore + (batch.line[row] ?? 0)),
      words(() => this.number),
      words(({ file }) => file),
      words(({ batch }, row) => batch.validation[row] ?? 0),
      memoryOf(BigInt64Array.from(eachRow(pieces, ({ seq }, row) => BigInt(seq + row)))),
      Buffer.concat(pieces.map(({ batch }) => memoryOf(batch.draw))),
      ...[0, 1, 2, 3].map((quarter) => digestQuarter(pieces, rows, quarter)),
      ...Array.from({ length: SINGLES }, (_, column) => singles(pieces, rows, column)),
      ...Array.from({ length: LEVELS }, (_, column) =>
        words(({ batch }, row) => batch.levels[row * LEVELS + column] ?? 0),
      ),
    ];
    await writeOnce(target, STAGED_COLUMNS, rows, values);
  }
}

function* eachRow<T>(pieces: readonly Piece[], valueOf: (piece: Piece, row: number) => T): Generator<T> {
  for (const piece of pieces) for (let row = 0; row < piece.batch.rows; row += 1) yield valueOf(piece, row);
}

const memoryOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** One column of the float32 values, which lie row by row. */
function singles(pieces: readonly Piece[], rows: number, column: number): Uint8Array {
  const values = new Float32Array(rows);
  let at = 0;
  for (const { batch } of pieces)
    for (let from = column; from < batch.singles.length; from += SINGLES)
      values[at++] = batch.singles[from] ?? Number.NaN;
  return memoryOf(values);
}

/** Eight bytes of each digest as a number whose hex digits are theirs. */
function digestQuarter(pieces: readonly Piece[], rows: number, quarter: number): Uint8Array {
  const values = Buffer.alloc(rows * 8);
  let at = 0;
  for (const { batch } of pieces)
    for (let from = quarter * 8; from < batch.digest.length; from += DIGEST_BYTES) {
      values.set(batch.digest.subarray(from, from + 8), at);
      at += 8;
    }
  return values.swap64();
}

/** Rows in the order of the UTF-8 of their ids; of several with one id the first. */
function uniqueById(rows: readonly PlacedRow[]): PlacedRow[] {
  const named = rows.map((placed) => ({ placed, id: textOf(placed.piece.batch.id, placed.row) }));
  named.sort((a, b) => Buffer.compare(a.id, b.id));
  return named
    .filter(({ id }, at) => at === 0 || Buffer.compare(named[at - 1]?.id ?? id, id) !== 0)
    .map(({ placed }) => placed);
}

const idEntries = (rows: readonly PlacedRow[]): Uint8Array =>
  Buffer.concat(rows.map(({ piece, row }) => entryOf(piece.batch.id, row)));

async function writeOnce(
  target: string,
  columns: readonly PlainColumn[],
  rows: number,
  values: readonly Uint8Array[],
): Promise<void> {
  const file = await PlainParquetFile.create(target, columns);
  try {
    await file.writeGroup(rows, values);
    await file.finish();
  } catch (error) {
    await file.close();
    throw error;
  }
}
