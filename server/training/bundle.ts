import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { tokenizerJson } from "@/core/tokens/tokenizer-json";
import { bundleOnce } from "@/server/training/bundle-draft";
import { writeDocuments } from "@/server/training/bundle-documents";
import { writeReference } from "@/server/training/bundle-reference";
import type { BundleSources, StagingOptions } from "@/server/training/bundle-sources";
import { runJson, type RunSpecification } from "@/server/training/run-json";

/**
 * Makes runs/<id>/bundle once: built beside its place, synced, renamed. Returns bundle_sha256, at once when it is there.
 * @throws StudioError `cancelled` when the signal aborts; whatever was begun is removed by the next call.
 */
export async function stageBundle(
  run: RunSpecification,
  sources: BundleSources,
  options: StagingOptions = {},
): Promise<string> {
  return bundleOnce(sources.runDirectory, async (draft) => {
    await mkdir(path.join(draft, "data"));
    await mkdir(path.join(draft, "tokenizer"));
    const data =
      run.tokens === undefined
        ? await writeDocuments(draft, sources, options)
        : await writeReference(draft, sources, run.tokens, options);
    await copyFile(
      path.join(sources.selectionDirectory, "manifest.json"),
      path.join(draft, "selection.json"),
    );
    await writeFile(path.join(draft, "tokenizer", "tokenizer.json"), JSON.stringify(tokenizerJson()));
    await writeFile(path.join(draft, "run.json"), JSON.stringify(runJson(run, data), null, 2));
  });
}
