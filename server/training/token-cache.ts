import { createHash, randomUUID } from "node:crypto";
import { rm, utimes } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { tokenizerJson } from "@/core/tokens/tokenizer-json";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { TOKENS_FOLDER } from "@/server/storage/home";
import { readJsonFile } from "@/server/storage/read-json-file";
import { bundleManifestSchema, MANIFEST } from "@/server/training/bundle-manifest";
import { BORDERS } from "@/server/training/document-borders";
import { gpuPython } from "@/server/training/gpu-environment";
import { isNotFound } from "@/server/training/run-files";
import { runTool } from "@/server/training/run-tool";

/** Version of the files in a cache; docs/training-contract.md. */
const FORMAT = 1;
const STOPPED = 75;

/** The tokens of a corpus, as the bundle of a run refers to them. */
export interface TokenReference {
  readonly fingerprint: string;
  /** Absolute path of corpora/<fingerprint>/tokens/<key>. */
  readonly folder: string;
  /** Over the list of its files. */
  readonly sha256: string;
}

export interface TokenProgress {
  readonly done: number;
  /** Null while it waits for another process that makes them. */
  readonly total: number | null;
  readonly phase: string;
  /** Parts that are made and stay, whatever becomes of the maker. */
  readonly made: number;
}

interface TokenCacheOptions {
  readonly corpusDirectory: string;
  readonly signal: AbortSignal;
  readonly report: (progress: TokenProgress) => void;
}

/** Where the tokens lie that this studio's tokenizer makes of a corpus. */
export function tokenCachePath(corpusDirectory: string): string {
  const { bos, eos } = BORDERS;
  const tokenizer = createHash("sha256").update(JSON.stringify(tokenizerJson())).digest("hex");
  const key = createHash("sha256")
    .update([FORMAT, path.basename(corpusDirectory), tokenizer, bos, eos].join(":"))
    .digest("hex");
  return path.join(corpusDirectory, TOKENS_FOLDER, key);
}

/**
 * The tokens of a corpus, made now unless they are there: part by part, so that what a process finished before it was killed is
 * kept. Of several processes that ask at once one works. Needs the training environment. Marks them as used now.
 * @throws StudioError `corrupt` for a corpus whose texts cannot be read, `unavailable` when it fails, `cancelled` on abort
 */
export async function makeTokenCache(options: TokenCacheOptions): Promise<TokenReference> {
  const folder = tokenCachePath(options.corpusDirectory);
  const known = await useTokenCache(folder);
  if (known !== null) return known;
  await runMaker(folder, options);
  const made = await useTokenCache(folder);
  if (made !== null) return made;
  throw new StudioError("unavailable", `${folder} was made and is gone.`, "Train the run again.");
}

/** The tokens that lie in a folder, which are marked as used now; null when they are not there, or not all. */
export async function useTokenCache(folder: string): Promise<TokenReference | null> {
  try {
    const file = path.join(folder, MANIFEST);
    const now = new Date();
    await utimes(file, now, now);
    const { bundle_sha256: sha256 } = await readJsonFile(file, bundleManifestSchema);
    return { fingerprint: path.basename(path.dirname(path.dirname(folder))), folder, sha256 };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

async function runMaker(
  folder: string,
  { corpusDirectory, signal, report }: TokenCacheOptions,
): Promise<void> {
  const tokenizer = path.join(corpusDirectory, TOKENS_FOLDER, `.${randomUUID()}.tokenizer.json`);
  const borders = ["--bos", String(BORDERS.bos), "--eos", String(BORDERS.eos)];
  const module = ["-m", "meta_rater_gpu.tokens", corpusDirectory, folder, "--tokenizer", tokenizer];
  try {
    await writeFileAtomic(tokenizer, JSON.stringify(tokenizerJson()));
    const { code, output } = await runTool("nice", ["-n", "10", gpuPython(), ...module, ...borders], {
      signal,
      onLine: (line) => {
        const progress = readProgress(line);
        if (progress !== null) report(progress);
      },
    });
    if (code !== 0) throw failed(code, output);
  } finally {
    await rm(tokenizer, { force: true });
  }
}

const progressSchema = z.object({ phase: z.string(), done: z.number(), total: z.number(), made: z.number() });

function readProgress(line: string): TokenProgress | null {
  if (!/^\{.*\}$/.test(line)) return null;
  const { total, ...told } = progressSchema.parse(JSON.parse(line));
  return { ...told, total: total === 0 ? null : total };
}

function failed(code: number, output: string): StudioError {
  if (code === STOPPED)
    return new StudioError("unavailable", "The making of tokens was stopped.", "Try again.");
  const last = output.split("\n").findLast((line) => line.trim() !== "" && !line.startsWith("{"));
  const words = last === undefined ? "" : `: ${last.trim()}`;
  return code === 65
    ? new StudioError("corrupt", `The texts of the corpus cannot be turned into tokens${words}`)
    : new StudioError(
        "unavailable",
        `Turning the corpus into tokens ended with ${String(code)}${words}.`,
        "Try again; what was finished is kept.",
      );
}
