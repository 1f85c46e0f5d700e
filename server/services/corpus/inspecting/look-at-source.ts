import {
  chooseFiles,
  findSourceFiles,
  refuseNoFiles,
  type FoundFiles,
} from "@/server/services/corpus/importing/source-files";
import { sampleSource, type SourceSample } from "@/server/services/corpus/inspecting/sample-source";
import type { LocatedSource } from "@/server/services/corpus/source-location";

export interface SourceLook {
  readonly found: FoundFiles;
  readonly sample: SourceSample;
  /** Columns of the sample; a source that has not changed gives the same. */
  readonly paths: readonly string[];
}

/** Names looked at before a folder is called too large to be counted. */
const MOST_ENTRIES = 20_000;

/**
 * Finds the files of a source and looks at their first rows, without reading on.
 * @throws StudioError `invalid-input` when nothing there can be imported, `forbidden` when a link leaves the roots
 */
export async function lookAtSource({ path, roots }: LocatedSource): Promise<SourceLook> {
  const found = await findSourceFiles(path, roots, MOST_ENTRIES);
  refuseNoFiles(path, found);
  const sample = await sampleSource(chooseFiles(found, {}));
  return { found, sample, paths: sample.columns.map((column) => column.path) };
}
