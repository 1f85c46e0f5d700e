import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { MOST_WHOLE_ROWS, NOISE_GROUP, type ScorePart, type ScoreParts } from "@/core/score-parts";
import { NOISE_COLUMN } from "@/core/scoring/noise";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { PartWriter } from "@/server/services/corpus/importing/part-writer";
import {
  boundSeeds,
  NOISE_FILE,
  NOISE_PARTS_FILE,
  noisePath,
  readNoiseParts,
  type NoiseOf,
} from "@/server/services/corpus/noise-folder";
import { SharedWork } from "@/server/services/shared-work";
import { moveIntoPlace } from "@/server/storage/atomic-file";
import { corpusPath, scratchPath } from "@/server/storage/home";
import { syncTree } from "@/server/storage/sync-tree";

export interface CorpusNoise {
  /** Parquet file: ordinal UINTEGER, noise FLOAT, one row a document. */
  readonly file: string;
  /** The same for the browser, in the rows of the score parts. */
  readonly parts: ScoreParts;
}

const making = new SharedWork<ScoreParts>();

/**
 * The noise of a corpus for a seed (core/scoring/noise.ts), made when it is first asked for and kept beside the corpus.
 * @throws StudioError `not-found`, `cancelled`
 */
export async function findNoise(of: NoiseOf, signal: AbortSignal | undefined): Promise<CorpusNoise> {
  const folder = noisePath(of);
  const parts =
    (await readNoiseParts(of)) ??
    (await making.join(folder, (shared) => makeNoise(of, folder, shared), { signal }));
  return { file: path.join(folder, NOISE_FILE), parts };
}

async function makeNoise(of: NoiseOf, folder: string, signal: AbortSignal): Promise<ScoreParts> {
  const { fingerprint, home, seed } = of;
  const draft = scratchPath(`noise-${randomUUID()}`, home);
  await mkdir(draft, { recursive: true });
  try {
    const parts = await withCorpus(
      fingerprint,
      async (engine, table) => {
        const file = path.join(draft, NOISE_FILE);
        const made = `SELECT ordinal, ${noiseSql(seed)} AS ${NOISE_COLUMN} FROM ${table} ORDER BY ordinal`;
        await engine.run(`COPY (${made}) TO ${sqlText(file)} (FORMAT parquet)`, signal);
        const scores = path.join(corpusPath(fingerprint, home), "scores.parquet");
        return writeParts(engine, { file, scores, draft }, signal);
      },
      { home },
    );
    await writeFile(path.join(draft, NOISE_PARTS_FILE), JSON.stringify(parts));
    await syncTree(draft);
    await moveIntoPlace(draft, folder);
    await boundSeeds(fingerprint, home);
    return parts;
  } catch (error) {
    // Another process may have made the same meanwhile.
    const found = await readNoiseParts(of);
    if (found !== null) return found;
    throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** −ln(−ln u), u = (k + ½)/2³², k the first 32 bits of sha256 of "seed:id". */
const noiseSql = (seed: number): string =>
  `(-ln(-ln((('0x' || substr(sha256('${String(seed)}:' || doc_id), 1, 8))::UINTEGER::DOUBLE + 0.5) / 4294967296)))::FLOAT`;

interface PartsOf {
  readonly file: string;
  readonly scores: string;
  readonly draft: string;
}

async function writeParts(
  engine: DuckDb,
  { file, scores, draft }: PartsOf,
  signal: AbortSignal,
): Promise<ScoreParts> {
  const write = async (where: string): Promise<ScorePart[]> => {
    const writer = new PartWriter(draft, NOISE_GROUP, [{ name: NOISE_COLUMN, type: "FLOAT" }]);
    await engine.stream(
      `SELECT ${NOISE_COLUMN}, 0::UINTEGER AS missing FROM read_parquet(${sqlText(file)}) AS made ` +
        `JOIN (SELECT ordinal, inclusion FROM read_parquet(${sqlText(scores)})) AS scores USING (ordinal) ` +
        `WHERE ${where} ORDER BY ordinal`,
      (chunk) => writer.take(chunk),
      signal,
    );
    return writer.finish();
  };
  const rowsOf = (parts: readonly ScorePart[]): number => parts.reduce((sum, { rows }) => sum + rows, 0);
  const sample = await write("inclusion > 0");
  const [row] = await engine.query(`SELECT count(*) AS rows FROM read_parquet(${sqlText(file)})`, signal);
  const documents = Number(row?.["rows"]);
  if (rowsOf(sample) === documents) return { sample, all: sample };
  return { sample, all: documents > MOST_WHOLE_ROWS ? [] : await write("TRUE") };
}
