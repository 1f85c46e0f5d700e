import path from "node:path";
import { AS_WRITTEN, compared, type Verdict } from "@/core/lineage-check";
import type { Evaluation } from "@/generated/sqlite/client";
import { bytesOf } from "@/server/services/job/bytes-of";
import type { JobRun } from "@/server/services/job/job-runner";
import { runPath } from "@/server/storage/home";
import { MANIFEST } from "@/server/training/bundle-manifest";
import { checkManifest } from "@/server/training/check-files";
import { bundlePath, resultsManifestPath, resultsPath } from "@/server/training/run-files";

/** Whether every evaluation of a run measured the model that it has, and holds what it found; the first fault is told. */
export async function checkEvaluations(
  job: JobRun,
  run: { readonly id: string; readonly modelSha256: string | null },
): Promise<Verdict> {
  const evaluations = await job.ctx.db.evaluation.findMany({
    where: { runId: run.id, state: "succeeded" },
    orderBy: { createdAt: "asc" },
  });
  if (evaluations.length === 0) return { kind: "not-kept", what: "Nothing was measured of the model." };
  for (const evaluation of evaluations) {
    const verdict = await checkOne(job, run.modelSha256, evaluation);
    if (verdict.kind !== "as-written") return verdict;
  }
  return AS_WRITTEN;
}

async function checkOne(job: JobRun, modelSha256: string | null, of: Evaluation): Promise<Verdict> {
  const model = compared("the model that was measured", modelSha256 ?? "", of.modelSha256);
  if (model.kind !== "as-written") return model;
  if (of.bundleSha256 === null || of.resultsSha256 === null)
    return { kind: "not-kept", what: `No hash of the results of evaluation ${of.id} was kept.` };
  const folder = runPath(of.id, job.ctx.home);
  const options = bytesOf(job, "checking the evaluations");
  const bundle = bundlePath(folder);
  const asked = await checkManifest(bundle, path.join(bundle, MANIFEST), of.bundleSha256, options);
  if (asked.kind !== "as-written") return asked;
  return checkManifest(resultsPath(folder), resultsManifestPath(folder), of.resultsSha256, options);
}
