import { randomUUID } from "node:crypto";
import { mkdir, open, rm, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { DuckDBBlobVector, type DuckDBDataChunk } from "@duckdb/node-api";
import { StudioError } from "@/core/errors";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import { uint32Column } from "@/server/duckdb/raw-column";
import { sqlText } from "@/server/duckdb/sql-literal";
import type { ListedCorpus, ListedOrdinals } from "@/server/services/document/listing-shelf";
import { ordinalsByPart, type OpenCorpus } from "@/server/services/document/ordinals-by-part";
import { textPart } from "@/server/services/document/read-texts";
import { scratchPath } from "@/server/storage/home";

/**
 * The texts of a listing in a scratch file, from which they are read in any order: where they are kept they lie compressed
 * in groups of 3 MB, in the order of ids.
 */
export class TextSpool {
  private end = 0;
  /** By ordinal: where its text begins, −1 where none was taken, and its bytes. */
  private readonly begins: Float64Array;
  private readonly bytes: Uint32Array;

  private constructor(
    private readonly file: FileHandle,
    private readonly path: string,
    documents: number,
  ) {
    this.begins = new Float64Array(documents).fill(-1);
    this.bytes = new Uint32Array(documents);
  }

  /** Reads every part that holds a listed text, once. @throws StudioError `cancelled` */
  static async fill(corpus: ListedCorpus, listed: ListedOrdinals, signal: AbortSignal): Promise<TextSpool> {
    const target = scratchPath(`export-${randomUUID()}`, corpus.home);
    await mkdir(path.dirname(target), { recursive: true });
    const spool = new TextSpool(await open(target, "wx+"), target, corpus.documents);
    try {
      const wanted = new Uint8Array(corpus.documents).fill(listed === null ? 1 : 0);
      for (const ordinal of listed ?? []) wanted[ordinal] = 1;
      await withCorpus(
        corpus.fingerprint,
        (engine, table) => spool.takeAll({ engine, table, corpus }, wanted, signal),
        { home: corpus.home },
      );
      return spool;
    } catch (error) {
      await spool.close();
      throw error;
    }
  }

  /** @throws StudioError `corrupt` */
  async read(ordinal: number): Promise<string> {
    const begin = this.begins[ordinal] ?? -1;
    const length = this.bytes[ordinal] ?? 0;
    if (begin < 0) {
      throw new StudioError(
        "corrupt",
        `The text of document ${String(ordinal)} is gone.`,
        "Import the corpus again.",
      );
    }
    const { bytesRead, buffer } = await this.file.read(Buffer.allocUnsafe(length), 0, length, begin);
    if (bytesRead !== length) throw new RangeError(`${this.path} ends before byte ${String(begin + length)}`);
    return buffer.toString("utf8");
  }

  async close(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
  }

  private async takeAll(corpus: OpenCorpus, wanted: Uint8Array, signal: AbortSignal): Promise<void> {
    const { fingerprint, home } = corpus.corpus;
    for (const [part, ordinals] of await ordinalsByPart(corpus, signal)) {
      if (!ordinals.some((ordinal) => wanted[ordinal] === 1)) continue;
      const file = sqlText(textPart(fingerprint, home, part));
      await corpus.engine.stream(
        `SELECT file_row_number::UINTEGER, encode(text) FROM read_parquet(${file}, file_row_number = true)`,
        (chunk) => this.take(chunk, ordinals, wanted),
        signal,
      );
    }
  }

  /** A chunk holds no more than a row group of the part. */
  private async take(chunk: DuckDBDataChunk, ordinals: Uint32Array, wanted: Uint8Array): Promise<void> {
    const texts = chunk.getColumnVector(1);
    if (!(texts instanceof DuckDBBlobVector)) throw new TypeError("texts are not BLOB");
    const taken: Uint8Array[] = [];
    uint32Column(chunk, 0).forEach((row, at) => {
      const ordinal = ordinals[row];
      const text = texts.getItemBytes(at);
      if (ordinal === undefined || wanted[ordinal] !== 1 || text === null) return;
      this.begins[ordinal] = this.end;
      this.bytes[ordinal] = text.length;
      this.end += text.length;
      taken.push(text);
    });
    if (taken.length > 0) await this.file.writeFile(Buffer.concat(taken));
  }
}
