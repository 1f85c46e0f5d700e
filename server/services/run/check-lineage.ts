import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import {
  AS_WRITTEN,
  CHAIN_LINKS,
  compared,
  type ChainLink,
  type LineageCheck,
  type Verdict,
} from "@/core/lineage-check";
import { recipeHash, selectionKey } from "@/core/recipe-identity";
import { parseRecipe } from "@/core/recipe";
import { checkEvaluations } from "@/server/services/evaluation/check-evaluations";
import { checkCorpus } from "@/server/services/corpus/check-corpus";
import type { JobRun, JobRunner } from "@/server/services/job/job-runner";
import { bytesOf } from "@/server/services/job/bytes-of";
import { parseInput } from "@/server/services/parse-input";
import { findRun, type RunParts } from "@/server/services/run/find-run";
import { readManifest, SELECTION_FILE } from "@/server/services/selection/read-manifest";
import { hashSelection } from "@/server/services/selection/selection-file";
import { runPath, selectionPath } from "@/server/storage/home";
import { MANIFEST } from "@/server/training/bundle-manifest";
import { readBundledReference } from "@/server/training/bundle-reference";
import { checkFiles, checkManifest } from "@/server/training/check-files";
import { bundlePath, modelManifestPath, modelPath } from "@/server/training/run-files";

const payloadSchema = z.object({ runId: z.string() });

/** Job `check-lineage`: makes every hash between the documents and the evaluations anew from the files and compares it. */
export const checkLineage: JobRunner = async (job) => {
  const { runId } = parseInput(payloadSchema, job.payload);
  const run = await findRun(job.ctx, runId);
  const links: LineageCheck["links"][number][] = [];
  for (const link of CHAIN_LINKS)
    links.push({ link, verdict: await verdictOf(job, () => CHECKS[link](job, run)) });
  return { links };
};

/** Files that cannot even be read are no longer what was written. */
async function verdictOf(job: JobRun, check: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await check();
  } catch (error) {
    if (job.signal.aborted || !(error instanceof Error)) throw error;
    if (error instanceof StudioError && error.code === "not-found")
      return { kind: "missing", what: error.message };
    const found = error.message.split("\n")[0] ?? "an error";
    return { kind: "differs", what: "the files", expected: "files that can be read", found };
  }
}

const CHECKS: Readonly<Record<ChainLink, (job: JobRun, run: RunParts) => Promise<Verdict>>> = {
  corpus: ({ ctx, signal, report }, run) =>
    checkCorpus({
      ...{ fingerprint: run.selection.fingerprint, home: ctx.home, signal },
      onDocuments: (done, total) =>
        report({ done, total, unit: "documents", phase: "checking the documents", rate: null }),
    }),
  recipe: async (_, { selection }) => {
    const found = recipeHash(parseRecipe(selection.body));
    const saved = selection.recipeVersion;
    const verdicts = [
      compared("the recipe of the selection", selection.recipeHash, found),
      compared(
        "the key of the selection",
        selection.selectionKey,
        selectionKey(selection.fingerprint, found),
      ),
      ...(saved === null
        ? []
        : [compared("the saved version", selection.recipeHash, recipeHash(parseRecipe(saved.body)))]),
    ];
    return verdicts.find(({ kind }) => kind !== "as-written") ?? AS_WRITTEN;
  },
  selection: (job, run) => checkSelection(job, run),
  bundle: async (job, run) => {
    if (run.bundleSha256 === null) return { kind: "not-kept", what: "The run has no bundle yet." };
    return checkBundle(job, run, run.bundleSha256);
  },
  model: async (job, run) => {
    const runDirectory = runPath(run.id, job.ctx.home);
    if (run.modelSha256 === null) {
      const why =
        run.state === "succeeded"
          ? "No hash of it could be kept: it was trained before there were any, or its files could not be read."
          : "The run has no model yet.";
      return { kind: "not-kept", what: why };
    }
    const options = bytesOf(job, "checking the model");
    return checkManifest(modelPath(runDirectory), modelManifestPath(runDirectory), run.modelSha256, options);
  },
  evaluation: checkEvaluations,
};

/** The bundle, and the tokens it refers to where it holds no documents. */
async function checkBundle(job: JobRun, run: RunParts, sha256: string): Promise<Verdict> {
  const runDirectory = runPath(run.id, job.ctx.home);
  const folder = bundlePath(runDirectory);
  const options = bytesOf(job, "checking the bundle");
  const bundle = await checkManifest(folder, path.join(folder, MANIFEST), sha256, options);
  const reference = bundle.kind === "as-written" ? await readBundledReference(runDirectory) : null;
  if (reference === null) return bundle;
  const { folder: tokens, sha256: expected } = reference;
  if (!existsSync(tokens))
    return { kind: "not-kept", what: "The bundle is as written; the tokens of the corpus were cleaned up." };
  return checkManifest(tokens, path.join(tokens, MANIFEST), expected, bytesOf(job, "checking the tokens"));
}

async function checkSelection(job: JobRun, { selection }: RunParts): Promise<Verdict> {
  const { ctx, signal, report } = job;
  const folder = selectionPath(selection.selectionKey, ctx.home);
  const manifest = await readManifest(folder);
  if (manifest === null) return { kind: "missing", what: "the manifest of the selection" };
  const kept = compared("manifest.json", selection.contentHash ?? "", manifest.contentHash);
  if (kept.kind !== "as-written") return kept;
  const files = await checkFiles(folder, manifest.files, bytesOf(job, "checking the selection"));
  if (files.kind !== "as-written") return files;
  const content = await hashSelection({
    ...{ file: path.join(folder, SELECTION_FILE), home: ctx.home, signal },
    onDocuments: (done) =>
      report({
        done,
        total: manifest.documents,
        unit: "documents",
        phase: "checking the selection",
        rate: null,
      }),
  });
  return compared(SELECTION_FILE, manifest.contentHash, content.contentHash);
}
