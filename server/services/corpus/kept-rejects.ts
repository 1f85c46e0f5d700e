import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { corpusPath, importPath } from "@/server/storage/home";

/** The list of rejected rows of an import that made no corpus. */
export const failedRejects = (importId: string, home: string): string =>
  path.join(importPath(importId, home), "rejects.jsonl");

/** The list of rejected rows of an import, beside the corpus it made or found. */
export const corpusRejects = (fingerprint: string, importId: string, home: string): string =>
  path.join(corpusPath(fingerprint, home), "reports", `${importId}.rejects.jsonl`);

/** Moves a finished list to where it stays. */
export async function keepRejects(finished: string, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  await rename(finished, target);
}

/** Forgets the list of an earlier try that failed. */
export const forgetFailedRejects = (importId: string, home: string): Promise<void> =>
  rm(importPath(importId, home), { recursive: true, force: true });
