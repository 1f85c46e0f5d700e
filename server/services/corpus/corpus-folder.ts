import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { RaterId } from "@/core/raters";
import { SEMANTICS_VERSION } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";
import { corpusInfoSchema, type CorpusInfo } from "@/server/services/corpus/corpus-info";
import type { ImportReport } from "@/server/services/corpus/import-report";
import { moveIntoPlace, writeFileAtomic } from "@/server/storage/atomic-file";
import { readJsonFile } from "@/server/storage/read-json-file";
import { syncTree } from "@/server/storage/sync-tree";

export interface CorpusJson {
  readonly statistics: CorpusStatistics;
  readonly info: Omit<CorpusInfo, "semanticsVersion">;
  readonly report: ImportReport;
}

/** Writes the JSON files of a corpus beside its tables. */
export async function writeCorpusJson(
  folder: string,
  { statistics, info, report }: CorpusJson,
): Promise<void> {
  const complete: CorpusInfo = { ...info, semanticsVersion: SEMANTICS_VERSION };
  const write = (name: string, value: object): Promise<void> =>
    writeFileAtomic(path.join(folder, name), JSON.stringify(value));
  await write("statistics.json", statistics);
  await write("info.json", corpusInfoSchema.parse(complete));
  await write("report.json", report);
}

export const raterIds = (statistics: CorpusStatistics): RaterId[] =>
  Object.keys(statistics.raters) as RaterId[];

/** Documents without a value, by rater; all of them for a rater that is off. */
export function missingOf(statistics: CorpusStatistics): ImportReport["missing"] {
  const counts = raterIds(statistics).map((rater) => [
    rater,
    statistics.raters[rater]?.value.missing ?? statistics.documents,
  ]);
  return Object.fromEntries(counts) as ImportReport["missing"];
}

/** A corpus of that fingerprint may be there already, or appear meanwhile: it holds the same documents. */
export async function publishCorpus(finished: string, target: string): Promise<void> {
  if (await isWholeCorpus(target)) return addMissing(finished, target);
  await syncTree(finished);
  try {
    await moveIntoPlace(finished, target);
  } catch (error) {
    if (await isWholeCorpus(target)) return;
    if (!(await exists(target))) throw error;
    // The rest of a deletion into which somebody wrote.
    await rm(target, { recursive: true, force: true });
    await moveIntoPlace(finished, target);
  }
}

/**
 * A corpus of an older studio gets by an import of the same documents what that studio did not write; info.json comes last
 * and says so.
 */
async function addMissing(finished: string, target: string): Promise<void> {
  for (const name of await readdir(finished)) {
    const [made, wanted] = [path.join(finished, name), path.join(target, name)];
    if (await exists(wanted)) continue;
    if ((await stat(made)).isDirectory()) await syncTree(made);
    await moveIntoPlace(made, wanted);
  }
  const info = path.join(target, "info.json");
  const { scoreParts } = await readJsonFile(info, corpusInfoSchema);
  if (scoreParts.sample.length > 0) return;
  await moveIntoPlace(path.join(finished, "info.json"), info);
  // What the parts took the place of.
  await rm(path.join(target, "preview"), { recursive: true, force: true });
}

/** Whether a folder below corpora/ holds a corpus. */
export const isWholeCorpus = (folder: string): Promise<boolean> => exists(path.join(folder, "info.json"));

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
