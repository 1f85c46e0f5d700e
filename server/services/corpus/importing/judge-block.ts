import { excerptOfUtf8 } from "@/server/services/corpus/importing/excerpt";
import { sharesOfId } from "@/server/services/corpus/importing/id-shares";
import { linesOf } from "@/server/services/corpus/importing/read-blocks";
import { readRecord, type RecordRules } from "@/server/services/corpus/importing/read-record";
import { RowBatchBuilder, type RowBatch } from "@/server/services/corpus/importing/row-batch";
import { rowDigest } from "@/server/services/corpus/importing/row-digest";
import { RowRejected } from "@/server/services/corpus/importing/row-rejected";
import type { SourceRow } from "@/server/services/corpus/importing/source-row";
import type { TokenKernel } from "@/server/services/corpus/importing/token-kernel";

/** Rows of one file and how to judge them; plain data, so that it can be sent to another thread. */
export interface Task {
  /** Whole lines, numbered from 1 within the block, or rows with numbers of their own. */
  readonly content: Uint8Array<ArrayBuffer> | readonly SourceRow[];
  readonly rules: RecordRules;
  /** Where a row names none. */
  readonly domain: string;
  /** Whether all rows belong to the validation set. */
  readonly validation: boolean;
  /** Share of the other documents, by hash of their id, that belong to it too. */
  readonly holdout: number;
}

export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
  readonly id: string | null;
}

export interface Judged {
  readonly batch: RowBatch;
  readonly rejected: readonly RejectedRow[];
  /** Rows of the content, blank lines included. */
  readonly lines: number;
}

/**
 * Judges the rows of a block, counts their tokens and hashes them.
 * @param memory for their texts, if it is enough
 */
export function judgeBlock(task: Task, memory: ArrayBuffer, counter: TokenKernel): Judged {
  const { content } = task;
  const isLines = content instanceof Uint8Array;
  const builder = new RowBatchBuilder(isLines ? mostRows(content) : content.length, memory);
  const rejected: RejectedRow[] = [];
  let lines = 0;
  for (const row of isLines ? numberedLines(content) : content) {
    lines += 1;
    if (isBlank(row)) continue;
    try {
      keepRow(builder, row, task, counter);
    } catch (error) {
      if (!(error instanceof RowRejected)) throw error;
      rejected.push({ line: row.number, reason: error.reason, id: error.id });
    }
  }
  return { batch: builder.finish(), rejected, lines };
}

function keepRow(builder: RowBatchBuilder, row: SourceRow, task: Task, counter: TokenKernel): void {
  const record = readRecord(row, task.rules);
  const shares = sharesOfId(record.id);
  const text = builder.text.add(record.text);
  const known = {
    ...record,
    text,
    domain: record.domain ?? task.domain,
    tokens: record.tokens ?? builder.text.withSpace((...place) => counter.countText(...place)),
    validation: task.validation || shares.holdout < task.holdout,
  };
  builder.add({
    ...known,
    excerpt: excerptOfUtf8(text),
    line: row.number,
    draw: shares.sample,
    digest: rowDigest(known),
  });
}

/** No row is shorter than the line `{"i":1,"t":"x"}`. */
const SHORTEST_ROW = 15;
const NEWLINE = 0x0a;

/** How many rows a block may hold: what has to be kept room for. */
function mostRows({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>): number {
  // A Buffer looks for a byte ten times as fast as other memory does.
  const block = Buffer.from(buffer, byteOffset, length);
  const most = Math.ceil(length / SHORTEST_ROW);
  let lines = 1;
  for (let at = block.indexOf(NEWLINE); at !== -1 && lines < most; at = block.indexOf(NEWLINE, at + 1))
    lines += 1;
  return lines;
}

function* numberedLines(block: Uint8Array): Generator<SourceRow> {
  let number = 0;
  for (const bytes of linesOf(block)) yield { number: (number += 1), bytes };
}

const isBlank = (row: SourceRow): boolean =>
  "bytes" in row && row.bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
