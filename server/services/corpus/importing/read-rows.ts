import { sourceFormat } from "@/core/source-format";
import type { SourceMapping } from "@/core/source-mapping";
import { readLines } from "@/server/services/corpus/importing/read-lines";
import { readParquet } from "@/server/services/corpus/importing/read-parquet";
import type { SourceFile } from "@/server/services/corpus/importing/source-files";
import type { SourceRow } from "@/server/services/corpus/importing/source-row";

/**
 * The rows of a source file in batches, in order, whatever its format; rows are valid until the next batch is asked
 * for, and memory is bounded by a batch.
 * @param mapping of a file with columns only those it reads are given
 * @param onBytes told the bytes read from the disk as they are read; their sum is the size of the file
 */
export function readRows(
  file: Pick<SourceFile, "path">,
  mapping: SourceMapping,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly SourceRow[]> {
  return sourceFormat(file.path) === "parquet"
    ? readParquet(file.path, mapping, onBytes)
    : readLines(file.path, onBytes);
}
