import path from "node:path";
import { z } from "zod";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { readJsonFile } from "@/server/storage/read-json-file";
import type { BundleSources, StagingOptions } from "@/server/training/bundle-sources";
import { runJsonPath } from "@/server/training/run-files";
import type { ReferredData } from "@/server/training/run-json";
import type { TokenReference } from "@/server/training/token-cache";

const ORDINALS = "data/ordinals.parquet";

/** Writes which documents of the corpus are selected into a draft of a bundle; `data` of its run.json. */
export async function writeReference(
  draft: string,
  { selectionDirectory, runDirectory }: BundleSources,
  { fingerprint, folder, sha256 }: TokenReference,
  { signal }: StagingOptions,
): Promise<ReferredData> {
  const selection = sqlText(path.join(selectionDirectory, "selection.parquet"));
  const target = sqlText(path.join(draft, ORDINALS));
  const engine = await openDuckDb({ memoryMb: 1_024 });
  try {
    await engine.run(
      `COPY (SELECT ordinal FROM read_parquet(${selection}) ORDER BY ordinal) TO ${target} (FORMAT parquet, COMPRESSION zstd)`,
      signal,
    );
  } finally {
    engine.close();
  }
  const tokens = path.relative(runDirectory, folder).split(path.sep).join("/");
  return { reference: { fingerprint, ordinals: ORDINALS, tokens, sha256 } };
}

const referenceSchema = z.object({ fingerprint: z.string(), tokens: z.string(), sha256: z.string() });
const dataSchema = z.object({ data: z.object({ reference: referenceSchema.optional() }) });

/** The tokens that the bundle of a run refers to, null where it holds its documents. */
export async function readBundledReference(runDirectory: string): Promise<TokenReference | null> {
  const { reference } = (await readJsonFile(runJsonPath(runDirectory), dataSchema)).data;
  if (reference === undefined) return null;
  const { fingerprint, tokens, sha256 } = reference;
  return { fingerprint, folder: path.resolve(runDirectory, tokens), sha256 };
}
