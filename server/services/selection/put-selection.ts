import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { SEMANTICS_VERSION, type Recipe } from "@/core/recipe";
import { StudioError } from "@/core/errors";
import type { ExactFigures } from "@/core/selection/exact-figures";
import type { SelectionManifest } from "@/core/selection-manifest";
import { MANIFEST_FILE, readIntactManifest, SELECTION_FILE } from "@/server/services/selection/read-manifest";
import { hashSelection, type SelectionContent } from "@/server/services/selection/selection-file";
import { fileDigest } from "@/server/storage/file-digest";
import { moveIntoPlace } from "@/server/storage/atomic-file";
import { scratchPath, selectionPath } from "@/server/storage/home";
import { withProcessLock } from "@/server/storage/process-lock";
import { syncTree } from "@/server/storage/sync-tree";

export interface PutSelection {
  readonly home: string;
  readonly selectionKey: string;
  readonly fingerprint: string;
  readonly recipe: Recipe;
  readonly recipeHash: string;
  readonly signal: AbortSignal;
  /** Writes the Parquet file and says what it holds. */
  readonly write: (file: string) => Promise<ExactFigures>;
  /** Called with the documents that were read back so far. */
  readonly onHashed?: (documents: number) => void;
  /** Called with what was read back; may throw. */
  readonly check?: (content: SelectionContent) => void;
}

/** Longer than the largest corpus takes: whoever waits has nothing else to do, and may be stopped. */
const PATIENCE_MS = 6 * 3_600_000;

/**
 * Makes selections/<selectionKey>: written beside its place, hashed, synced, renamed. One of a key at a time: whoever had to wait
 * finds it made.
 * @throws StudioError `corrupt` where what is read back is not what was counted
 */
export function putSelection(put: PutSelection): Promise<SelectionManifest> {
  const { selectionKey, home, signal } = put;
  const busy = (): StudioError =>
    new StudioError(
      "unavailable",
      `The selection ${selectionKey.slice(0, 12)} is being written by another process.`,
      "Try again when that has ended.",
    );
  const lock = scratchPath(`selection-${selectionKey}.lock`, home);
  return withProcessLock(
    lock,
    { patienceMs: PATIENCE_MS, busy, signal },
    async () => (await readIntactManifest(selectionPath(selectionKey, home))) ?? (await makeSelection(put)),
  );
}

async function makeSelection(put: PutSelection): Promise<SelectionManifest> {
  const draft = await freshDraft(put);
  const target = selectionPath(put.selectionKey, put.home);
  try {
    const manifest = await writeDraft(put, draft);
    await syncTree(draft);
    await rm(target, { recursive: true, force: true });
    await moveIntoPlace(draft, target);
    return manifest;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** An empty folder of this attempt alone; the others of its key are of attempts that were killed, for none has its lock. */
async function freshDraft({ home, selectionKey }: PutSelection): Promise<string> {
  const prefix = `selection-${selectionKey}-`;
  const draft = scratchPath(`${prefix}${randomUUID()}`, home);
  await mkdir(path.dirname(draft), { recursive: true });
  for (const name of await readdir(path.dirname(draft))) {
    if (name.startsWith(prefix)) await rm(scratchPath(name, home), { recursive: true, force: true });
  }
  await mkdir(draft);
  return draft;
}

async function writeDraft(put: PutSelection, draft: string): Promise<SelectionManifest> {
  const { home, signal, onHashed = () => undefined } = put;
  const file = path.join(draft, SELECTION_FILE);
  const { documents, tokens, budgetTokens, threshold, domains } = await put.write(file);
  const content = await hashSelection({ file, home, signal, onDocuments: onHashed });
  put.check?.(content);
  if (content.documents !== documents || content.tokens !== tokens) throw miscounted(put, file);
  const manifest: SelectionManifest = {
    format: "meta-rater-studio/selection",
    version: 1,
    semanticsVersion: SEMANTICS_VERSION,
    selectionKey: put.selectionKey,
    recipe: put.recipe,
    recipeHash: put.recipeHash,
    fingerprint: put.fingerprint,
    documents,
    tokens,
    budgetTokens,
    threshold,
    domains: [...domains],
    contentHash: content.contentHash,
    files: [{ path: SELECTION_FILE, ...(await fileDigest(file)) }],
  };
  await writeFile(path.join(draft, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

const miscounted = ({ selectionKey }: PutSelection, file: string): StudioError =>
  new StudioError(
    "corrupt",
    `The selection ${selectionKey.slice(0, 12)} was written with other documents or tokens than were counted (${file}).`,
    "Try again; if it happens again, import the corpus again.",
  );
