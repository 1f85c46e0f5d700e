import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { PROFILE_FILE } from "@/server/services/corpus/version-files";
import { corpusPath, listingsPath, TOKENS_FOLDER } from "@/server/storage/home";
import { treeBytes } from "@/server/storage/tree-bytes";

export const BYTE_KINDS = ["text", "scores", "preview", "cache"] as const;
export type ByteKind = (typeof BYTE_KINDS)[number];

/** Bytes on disk by what they are for: `text` to read, `scores` to select by, `preview` for the browser, `cache` to make again. */
export type CorpusBytes = Readonly<Record<ByteKind, number>>;

const TEXT = new Set(["text", "row-texts.bin", "validation.parquet"]);
const PREVIEW = new Set(["preview", "parts"]);
const CACHE = new Set(["figures", TOKENS_FOLDER, PROFILE_FILE]);

function kindOf(entry: string): ByteKind {
  if (TEXT.has(entry)) return "text";
  if (PREVIEW.has(entry)) return "preview";
  return CACHE.has(entry) ? "cache" : "scores";
}

/** What the files of a fingerprint take on disk now; all 0 when they are gone. */
export async function corpusBytes(fingerprint: string, home: string): Promise<CorpusBytes> {
  const folder = corpusPath(fingerprint, home);
  const entries = await readdir(folder).catch(() => []);
  const bytes = { text: 0, scores: 0, preview: 0, cache: await bytesBelow(listingsPath(fingerprint, home)) };
  for (const entry of entries) bytes[kindOf(entry)] += await bytesBelow(path.join(folder, entry));
  return bytes;
}

export const sumBytes = (bytes: CorpusBytes): number =>
  BYTE_KINDS.reduce((sum, kind) => sum + bytes[kind], 0);

/** Other processes may delete beside this one. */
async function bytesBelow(file: string): Promise<number> {
  const facts = await stat(file).catch(() => null);
  if (facts === null) return 0;
  return facts.isDirectory() ? treeBytes(file).catch(() => 0) : facts.size;
}
