import type { SourceFile } from "@/server/services/corpus/importing/source-files";
import { firstRows, type FirstRows } from "@/server/services/corpus/inspecting/first-rows";
import { sampledColumns, type SampledColumn } from "@/server/services/corpus/inspecting/sampled-columns";

export interface SampledFile extends FirstRows {
  readonly file: SourceFile;
}

export interface SourceSample {
  readonly files: readonly SampledFile[];
  readonly columns: readonly SampledColumn[];
  /** Rows that were looked at. */
  readonly rows: number;
}

const FEW = { files: 4, rows: 100 };

/** Looks at the first rows of a few files spread over the source; the same source gives the same sample. */
export async function sampleSource(files: readonly SourceFile[], most = FEW): Promise<SourceSample> {
  const count = Math.min(most.files, files.length);
  const chosen = Array.from({ length: count }, (_, at) => files[Math.floor((at * files.length) / count)]);
  const sampled: SampledFile[] = [];
  let left = most.rows;
  for (const [at, file] of chosen.entries()) {
    if (file === undefined) continue;
    const first = await firstRows(file.path, Math.ceil(left / (count - at)));
    left -= first.rows.length;
    sampled.push({ ...first, file });
  }
  return { files: sampled, columns: sampledColumns(sampled), rows: most.rows - left };
}
