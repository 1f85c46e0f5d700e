import { z } from "zod";
import type { Selection } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import { parseRecipe } from "@/core/recipe";
import type { SelectionManifest } from "@/core/selection-manifest";
import { retryBusy } from "@/server/db/retry";
import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";
import type { JobRun, JobRunner } from "@/server/services/job/job-runner";
import { parseInput } from "@/server/services/parse-input";
import { putSelection } from "@/server/services/selection/put-selection";
import { readIntactManifest } from "@/server/services/selection/read-manifest";
import { writeSelectionFile } from "@/server/services/selection/selection-file";
import { selectionPath } from "@/server/storage/home";

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
  const { ctx, signal, report } = run;
  const { selectionKey, fingerprint, recipeHash } = selection;
  const found = await readIntactManifest(selectionPath(selectionKey, ctx.home));
  if (found !== null) return found;
  const total = Number(selection.documents);
  const phase = (name: string, done = 0): void =>
    report({ done, total, unit: "documents", phase: name, rate: null });
  const recipe = parseRecipe(selection.body);
  const statistics = await readCorpusStatistics(fingerprint, ctx.home);
  phase("counting");
  return putSelection({
    ...{ home: ctx.home, selectionKey, fingerprint, recipe, recipeHash, signal },
    write: (file) =>
      writeSelectionFile({
        source: { fingerprint, home: ctx.home, recipe, statistics },
        file,
        signal,
        onCounted: (figures) => {
          checkCount(selection, figures);
          phase("writing");
        },
      }),
    onHashed: (done) => phase("hashing", done),
    check: (content) => checkCount(selection, content),
  });
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
