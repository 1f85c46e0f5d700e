import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { SEMANTICS_VERSION, type Recipe } from "@/core/recipe";
import type { ExactFigures } from "@/core/selection/exact-figures";
import type { SelectionManifest } from "@/core/selection-manifest";
import { MANIFEST_FILE, SELECTION_FILE } from "@/server/services/selection/read-manifest";
import { hashSelection, type SelectionContent } from "@/server/services/selection/selection-file";
import { fileDigest } from "@/server/storage/file-digest";
import { moveIntoPlace } from "@/server/storage/atomic-file";
import { scratchPath, selectionPath } from "@/server/storage/home";
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

/** Makes selections/<selectionKey>: written beside its place, hashed, synced, renamed. */
export async function putSelection(put: PutSelection): Promise<SelectionManifest> {
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

/** An empty folder of this attempt alone; those of attempts that were killed go. */
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
