import {
  makeData,
  RecordBatch,
  RecordBatchReader,
  RecordBatchStreamWriter,
  Schema,
  Struct,
} from "apache-arrow";
import type { ScorePart } from "@/core/score-parts";

/** A part with its bytes. */
export interface LoadedPart extends ScorePart {
  readonly data: Uint8Array;
}

/**
 * Puts parts of several groups beside each other: one Arrow IPC stream with the columns of all of them. Record batches are
 * joined as they are, so that no value is looked at; the bytes are copied once.
 * @throws RangeError when the groups do not hold the same rows, or rows are missing
 */
export function assembleTable(parts: readonly LoadedPart[]): Uint8Array {
  const groups = [...byGroup(parts).values()].map(batchesOf);
  const first = groups[0];
  if (first === undefined) throw new RangeError("there is no part to make a table of");
  const schema = new Schema(groups.flatMap((batches) => batches[0]?.schema.fields ?? []));
  const writer = new RecordBatchStreamWriter();
  writer.reset(undefined, schema);
  for (const [at, { numRows: length }] of first.entries()) {
    const children = groups.flatMap((batches) => {
      const batch = batches[at];
      if (batch?.numRows !== length) throw new RangeError("the groups of a score table differ in their rows");
      return batch.data.children;
    });
    const data = makeData({ type: new Struct(schema.fields), length, nullCount: 0, children });
    writer.write(new RecordBatch(schema, data));
  }
  if (groups.some((batches) => batches.length !== first.length))
    throw new RangeError("the groups of a score table differ in their rows");
  writer.finish();
  return writer.toUint8Array(true);
}

function byGroup(parts: readonly LoadedPart[]): Map<ScorePart["group"], LoadedPart[]> {
  const groups = new Map<ScorePart["group"], LoadedPart[]>();
  for (const part of parts) groups.set(part.group, [...(groups.get(part.group) ?? []), part]);
  return groups;
}

function batchesOf(parts: readonly LoadedPart[]): RecordBatch[] {
  let row = 0;
  return parts
    .toSorted((a, b) => a.firstRow - b.firstRow)
    .flatMap((part) => {
      if (part.firstRow !== row)
        throw new RangeError(`rows ${String(row)} to ${String(part.firstRow)} of ${part.group} are missing`);
      row += part.rows;
      return [...RecordBatchReader.from(part.data)];
    });
}
