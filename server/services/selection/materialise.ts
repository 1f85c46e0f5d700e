import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Selection } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import { parseRecipe, SEMANTICS_VERSION } from "@/core/recipe";
import type { SelectionManifest } from "@/core/selection-manifest";
import { retryBusy } from "@/server/db/retry";
import type { Context } from "@/server/services/context";
import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";
import type { JobRun, JobRunner } from "@/server/services/job/job-runner";
import { parseInput } from "@/server/services/parse-input";
import { MANIFEST_FILE, readIntactManifest, SELECTION_FILE } from "@/server/services/selection/read-manifest";
import { hashSelection, writeSelectionFile } from "@/server/services/selection/selection-file";
import { fileDigest } from "@/server/storage/file-digest";
import { moveIntoPlace } from "@/server/storage/atomic-file";
import { scratchPath, selectionPath } from "@/server/storage/home";
import { syncTree } from "@/server/storage/sync-tree";

const payloadSchema = z.object({ selectionId: z.string() });

/**
 * Job `materialise-selection`: writes selections/<selectionKey>, or finds it written. What is counted now must be what
 * was confirmed; otherwise the selection fails as `corrupt`.
 */
export const materialiseSelection: JobRunner = async (run) => {
  const { ctx, signal } = run;
  const { selectionId } = parseInput(payloadSchema, run.payload);
  const selection = await ctx.db.selection.findUnique({ where: { id: selectionId } });
  if (selection === null) throw new StudioError("not-found", `There is no selection ${selectionId}.`);
  const update = (data: { state: string; contentHash?: string; error: string | null }) =>
    retryBusy(() => ctx.db.selection.update({ where: { id: selectionId }, data }));
  try {
    const { contentHash, documents, tokens } = await intactOrWritten(run, selection);
    await update({ state: "ready", contentHash, error: null });
    return { selectionId, contentHash, documents, tokens };
  } catch (error) {
    if (!signal.aborted)
      await update({ state: "failed", error: error instanceof Error ? error.message : String(error) });
    throw error;
  }
};

async function intactOrWritten(run: JobRun, selection: Selection): Promise<SelectionManifest> {
  const target = selectionPath(selection.selectionKey, run.ctx.home);
  const found = await readIntactManifest(target);
  if (found !== null) return found;
  const draft = await freshDraft(run.ctx, selection.selectionKey);
  try {
    const manifest = await writeDraft(run, selection, draft);
    await syncTree(draft);
    await rm(target, { recursive: true, force: true });
    await moveIntoPlace(draft, target);
    return manifest;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** An empty folder of this attempt alone; those of attempts that were killed go. */
async function freshDraft({ home }: Context, selectionKey: string): Promise<string> {
  const prefix = `selection-${selectionKey}-`;
  const draft = scratchPath(`${prefix}${randomUUID()}`, home);
  await mkdir(path.dirname(draft), { recursive: true });
  for (const name of await readdir(path.dirname(draft))) {
    if (name.startsWith(prefix)) await rm(scratchPath(name, home), { recursive: true, force: true });
  }
  await mkdir(draft);
  return draft;
}

async function writeDraft(run: JobRun, selection: Selection, draft: string): Promise<SelectionManifest> {
  const { ctx, signal, report } = run;
  const total = Number(selection.documents);
  const phase = (name: string, done = 0): void =>
    report({ done, total, unit: "documents", phase: name, rate: null });
  const recipe = parseRecipe(selection.body);
  const statistics = await readCorpusStatistics(selection.fingerprint, ctx.home);
  const file = path.join(draft, SELECTION_FILE);
  phase("counting");
  const { documents, tokens, budgetTokens, threshold, domains } = await writeSelectionFile({
    source: { fingerprint: selection.fingerprint, home: ctx.home, recipe, statistics },
    file,
    signal,
    onCounted: (figures) => {
      checkCount(selection, figures);
      phase("writing");
    },
  });
  phase("hashing");
  const content = await hashSelection({
    file,
    home: ctx.home,
    signal,
    onDocuments: (done) => phase("hashing", done),
  });
  checkCount(selection, content);
  const manifest: SelectionManifest = {
    format: "meta-rater-studio/selection",
    version: 1,
    semanticsVersion: SEMANTICS_VERSION,
    selectionKey: selection.selectionKey,
    recipe,
    recipeHash: selection.recipeHash,
    fingerprint: selection.fingerprint,
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

function checkCount(
  selection: Selection,
  counted: { readonly documents: number; readonly tokens: number },
): void {
  if (counted.documents === Number(selection.documents) && counted.tokens === Number(selection.tokens))
    return;
  throw new StudioError(
    "corrupt",
    `The recount of selection ${selection.selectionKey.slice(0, 12)} found ${String(counted.documents)} documents with ` +
      `${String(counted.tokens)} tokens, but ${String(selection.documents)} with ${String(selection.tokens)} were confirmed.`,
    "Count again in the mixer and confirm what is counted; if it differs again, import the corpus again.",
  );
}
