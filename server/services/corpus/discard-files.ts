import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/server/services/context";
import { areFilesNeeded } from "@/server/services/corpus/files-needed";
import { corpusPath, listingsPath, scratchPath } from "@/server/storage/home";

type Owner = Pick<Context, "db" | "home">;

/** Steps of a deletion in their order; tests end the process at each. */
export type DeletionStep = "recorded" | "moved" | "removed";

const GRAVE = /^deleted-([0-9a-f]{64})-[0-9a-f-]{36}$/;

/** The fingerprint of a scratch folder that a deletion moved files to; null for any other name. */
export const fingerprintOfGrave = (name: string): string | null => GRAVE.exec(name)?.[1] ?? null;

/**
 * Removes the files of a fingerprint that no version needs: out of sight by one rename first, then for good. An import of the
 * same documents that is recorded meanwhile gets them back; one that finds them gone says so (record-corpus.ts).
 */
export async function discardCorpusFiles(
  owner: Owner,
  fingerprint: string,
  onStep: (step: DeletionStep) => void | Promise<void> = () => undefined,
): Promise<void> {
  if (await areFilesNeeded(owner.db, fingerprint)) return;
  const grave = scratchPath(`deleted-${fingerprint}-${randomUUID()}`, owner.home);
  await mkdir(path.dirname(grave), { recursive: true });
  if (await moved(corpusPath(fingerprint, owner.home), grave)) {
    await onStep("moved");
    await settleGrave(owner, grave, fingerprint);
  }
  await rm(listingsPath(fingerprint, owner.home), { recursive: true, force: true });
  await onStep("removed");
}

/** Gives the files in a grave back where a version needs them and has none, and removes them otherwise. */
export async function settleGrave({ db, home }: Owner, grave: string, fingerprint: string): Promise<void> {
  const folder = corpusPath(fingerprint, home);
  const isMissed = (await areFilesNeeded(db, fingerprint)) && !existsSync(folder);
  if (isMissed && (await moved(grave, folder))) return;
  await rm(grave, { recursive: true, force: true });
}

const moved = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
      throw error;
    },
  );
