import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { scorePartsSchema, type ScoreParts } from "@/core/score-parts";
import { corpusPath } from "@/server/storage/home";
import { readJsonFile } from "@/server/storage/read-json-file";

/** Folder of the noise in that of a corpus; one folder a seed. */
const NOISE_FOLDER = "noise";
export const NOISE_FILE = "noise.parquet";
export const NOISE_PARTS_FILE = "parts.json";

/** Seeds kept a corpus: 10 MB each for a million documents. */
const MOST_SEEDS = 16;

export interface NoiseOf {
  readonly fingerprint: string;
  readonly home: string;
  readonly seed: number;
}

export const noisePath = ({ fingerprint, home, seed }: NoiseOf): string =>
  path.join(corpusPath(fingerprint, home), NOISE_FOLDER, String(seed));

/** Parts of the noise of one seed; null where it is not made. */
export const readNoiseParts = (of: NoiseOf): Promise<ScoreParts | null> =>
  readJsonFile(path.join(noisePath(of), NOISE_PARTS_FILE), scorePartsSchema).catch(() => null);

/** The folders of all seeds of a corpus. */
export async function noiseFolders(fingerprint: string, home: string): Promise<string[]> {
  const root = path.join(corpusPath(fingerprint, home), NOISE_FOLDER);
  const seeds = await readdir(root).catch(() => []);
  return seeds.map((seed) => path.join(root, seed));
}

/** Deletes the seeds made longest ago: they can be made again, the same to the last bit. */
export async function boundSeeds(fingerprint: string, home: string): Promise<void> {
  const folders = await noiseFolders(fingerprint, home);
  const made = await Promise.all(
    folders.map(async (folder) => ({ folder, ms: (await stat(folder).catch(() => null))?.mtimeMs ?? 0 })),
  );
  const old = made.sort((a, b) => b.ms - a.ms).slice(MOST_SEEDS);
  for (const { folder } of old) await rm(folder, { recursive: true, force: true });
}
