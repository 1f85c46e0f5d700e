import { open, type FileHandle } from "node:fs/promises";
import { RATER_IDS, type RaterId } from "@/core/raters";
import type { DocumentRow } from "@/server/services/document/document-row";
import {
  AT,
  CLASSIFIER_IDS,
  NO_LEVEL,
  RECORD_BYTES,
  rowFilesOf,
  rowsHead,
} from "@/server/services/document/row-layout";

export interface RowSource {
  readonly fingerprint: string;
  readonly home: string;
  /** Selectable documents. */
  readonly documents: number;
  /** Names by code. */
  readonly domains: readonly string[];
  /** Raters that are on. */
  readonly raters: readonly RaterId[];
}

/** Records with no more than that many others between them are read in one go. */
const GAP = 32;

/**
 * The rows of documents, in the order asked for, by position from the files an import wrote; null when a corpus has no
 * whole files: one that was imported before there were any.
 * @param ordinals each below `documents`
 */
export async function readRows(
  source: RowSource,
  ordinals: readonly number[],
): Promise<DocumentRow[] | null> {
  const files = rowFilesOf(source);
  const records = await open(files.records, "r").catch(() => null);
  const texts = await open(files.texts, "r").catch(() => null);
  try {
    if (records === null || texts === null || !(await areWhole(source.documents, records, texts)))
      return null;
    const found = new Map<number, DocumentRow>();
    await Promise.all(
      runsOf(ordinals).map(async (run) => {
        for (const row of await readRun(source, records, texts, run)) found.set(row.ordinal, row);
      }),
    );
    return ordinals.flatMap((ordinal) => found.get(ordinal) ?? []);
  } finally {
    await records?.close();
    await texts?.close();
  }
}

async function areWhole(documents: number, records: FileHandle, texts: FileHandle): Promise<boolean> {
  if ((await records.stat()).size !== (documents + 1) * RECORD_BYTES) return false;
  const head = await readAt(records, 0, RECORD_BYTES);
  return head.equals(rowsHead(documents, (await texts.stat()).size));
}

/** Ascending ordinals that lie close together. */
type Run = readonly number[];

function runsOf(ordinals: readonly number[]): Run[] {
  const runs: number[][] = [];
  let last = -Infinity;
  for (const ordinal of [...new Set(ordinals)].sort((a, b) => a - b)) {
    if (ordinal - last > GAP) runs.push([ordinal]);
    else runs.at(-1)?.push(ordinal);
    last = ordinal;
  }
  return runs;
}

async function readRun(
  source: RowSource,
  records: FileHandle,
  texts: FileHandle,
  run: Run,
): Promise<DocumentRow[]> {
  const [first = 0] = run;
  const last = run.at(-1) ?? first;
  const bytes = await readAt(records, (first + 1) * RECORD_BYTES, (last - first + 1) * RECORD_BYTES);
  const recordOf = (ordinal: number): Buffer =>
    bytes.subarray((ordinal - first) * RECORD_BYTES).subarray(0, RECORD_BYTES);
  const begin = textRange(recordOf(first)).from;
  const text = await readAt(texts, begin, textRange(recordOf(last)).to - begin);
  return run.map((ordinal) => {
    const record = recordOf(ordinal);
    const { from, middle, to } = textRange(record);
    return {
      ordinal,
      id: text.toString("utf8", from - begin, middle - begin),
      domain: source.domains[record[AT.domain] ?? 0] ?? "",
      tokens: record.readUInt32LE(AT.tokens),
      scores: valuesIn(record, source.raters),
      argmax: levelsIn(record),
      excerpt: text.toString("utf8", middle - begin, to - begin),
    };
  });
}

/** Where the id and then the excerpt of a document lie in row-texts.bin. */
function textRange(record: Buffer): { from: number; middle: number; to: number } {
  const from = record.readUIntLE(AT.position, 6);
  const middle = from + record.readUInt32LE(AT.idBytes);
  return { from, middle, to: middle + record.readUInt16LE(AT.excerptBytes) };
}

function valuesIn(record: Buffer, raters: readonly RaterId[]): DocumentRow["scores"] {
  const scores: Partial<Record<RaterId, number | null>> = {};
  RATER_IDS.forEach((rater, index) => {
    if (!raters.includes(rater)) return;
    const value = record.readFloatLE(AT.values + 4 * index);
    scores[rater] = Number.isNaN(value) ? null : value;
  });
  return scores;
}

function levelsIn(record: Buffer): DocumentRow["argmax"] {
  const levels: Partial<Record<RaterId, number>> = {};
  CLASSIFIER_IDS.forEach((rater, index) => {
    const level = record[AT.levels + index] ?? NO_LEVEL;
    if (level !== NO_LEVEL) levels[rater] = level;
  });
  return levels;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) throw new RangeError(`a file of rows ends before byte ${String(position + length)}`);
    done += bytesRead;
  }
  return buffer;
}
