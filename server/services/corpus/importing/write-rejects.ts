import type { DuckDb } from "@/server/duckdb/engine";
import { REPORTED_REJECTIONS, type Rejection } from "@/server/services/corpus/import-report";
import {
  readStagedRejects,
  RejectFile,
  type StagedReject,
} from "@/server/services/corpus/importing/reject-file";
import { eachDuplicate } from "@/server/services/corpus/importing/sorted-rows";
import type { StagingPaths } from "@/server/services/corpus/importing/staged-columns";

export interface WriteRejects {
  readonly paths: StagingPaths;
  /** By position in the order of the files. */
  readonly fileNames: readonly string[];
  /** Knows the second uses of ids; null when they were not looked for. */
  readonly engine: DuckDb | null;
  readonly signal: AbortSignal;
}

/**
 * Writes all rejected rows in the order of the files into one list: those rejected while reading, and second uses of an id.
 * @returns the first `REPORTED_REJECTIONS`
 */
export async function writeRejects(input: WriteRejects): Promise<Rejection[]> {
  const { paths, fileNames, engine, signal } = input;
  const nameOf = (file: number): string => fileNames[file] ?? "";
  const target = await RejectFile.open(paths.rejects);
  const first: Rejection[] = [];
  const write = async ({ file, line, reason, id }: StagedReject): Promise<void> => {
    const rejection = { file: nameOf(file), line, reason, id };
    if (first.length < REPORTED_REJECTIONS) first.push(rejection);
    await target.add(rejection);
  };
  const staged = readStagedRejects(paths.rejected);
  let next = await staged.next();
  const writeBefore = async (file: number, line: number): Promise<void> => {
    for (; next.done !== true; next = await staged.next()) {
      const { value } = next;
      if (value.file > file || (value.file === file && value.line > line)) return;
      await write(value);
    }
  };
  try {
    if (engine !== null) {
      await eachDuplicate(
        engine,
        async ({ id, file, line, keptFile, keptLine }) => {
          await writeBefore(file, line);
          const reason = `id already used in ${nameOf(keptFile)}:${String(keptLine)}`;
          await write({ file, line, reason, id });
        },
        signal,
      );
    }
    await writeBefore(Infinity, Infinity);
    await target.flush();
  } finally {
    await staged.return(undefined);
    await target.close();
  }
  return first;
}
