import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import {
  taskItemsSchema,
  taskResultSchema,
  type TaskItems,
  type TaskResult,
} from "@/core/evaluation/task-result";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { readJsonFile } from "@/server/storage/read-json-file";
import { bundleManifest } from "@/server/training/bundle-manifest";
import { isNotFound, resultsManifestPath, resultsPath } from "@/server/training/run-files";

/** Results whose figures stay in memory, about a kilobyte each. */
const KEPT = 4_000;

interface Kept {
  readonly changedMs: number;
  readonly result: Promise<TaskResult>;
}

const known = new Map<string, Kept>();

export interface FinishedTasks {
  /** By name. */
  readonly results: readonly TaskResult[];
  /** Tasks whose figures are there but cannot be read now. */
  readonly unreadable: readonly string[];
}

/** The tasks that an evaluation has finished; a file is read once. */
export async function readResults(runDirectory: string): Promise<FinishedTasks> {
  const folder = resultsPath(runDirectory);
  const names = (await namesIn(folder)).filter((name) => /^[^.].*\.json$/.test(name)).sort();
  const read = await Promise.allSettled(names.map((name) => readResult(path.join(folder, name))));
  return {
    results: read.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])),
    unreadable: names
      .filter((_, place) => read[place]?.status === "rejected")
      .map((name) => path.basename(name, ".json")),
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

async function readResult(file: string): Promise<TaskResult> {
  const { mtimeMs } = await stat(file);
  const kept = known.get(file);
  if (kept?.changedMs === mtimeMs) return kept.result;
  const result = readJsonFile(file, taskResultSchema);
  result.catch(() => known.delete(file));
  known.set(file, { changedMs: mtimeMs, result });
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return result;
}

/** Outcomes of the items of a finished task, null where it has none. @throws StudioError `not-found`, `corrupt` */
export async function readItems(runDirectory: string, task: string): Promise<TaskItems | null> {
  const file = path.join(resultsPath(runDirectory), `${task}.json`);
  return (await readJsonFile(file, taskItemsSchema)).items;
}

/** Writes down what the results of an evaluation are, in the form of a bundle's manifest; returns the sha256 over them. */
export async function keepResultsManifest(runDirectory: string): Promise<string> {
  const manifest = await bundleManifest(resultsPath(runDirectory));
  await writeFileAtomic(resultsManifestPath(runDirectory), JSON.stringify(manifest, null, 2));
  return manifest.bundle_sha256;
}
