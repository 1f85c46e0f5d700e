import type { Run } from "@/generated/sqlite/client";
import type { JobRun } from "@/server/services/job/job-runner";
import { prepareEnvironment } from "@/server/services/run/prepare-environment";
import { corpusTokens } from "@/server/services/run/corpus-tokens";
import type { RunConfig } from "@/server/services/run/run-config";
import { corpusPath, runPath, selectionPath } from "@/server/storage/home";
import { stageBundle } from "@/server/training/bundle";

/**
 * Makes all that a run needs before its first attempt: the environment where this machine needs one, the tokens it refers to, its
 * bundle. Returns bundle_sha256. @throws StudioError what a person can act on, `cancelled` on abort
 */
export async function stageRun(
  job: JobRun,
  run: Run,
  config: RunConfig,
  { trainsHere }: { readonly trainsHere: boolean },
): Promise<string> {
  const { ctx, signal, report } = job;
  const refers = config.data === "reference";
  if (trainsHere) await prepareEnvironment(job, "training environment", []);
  const selection = await ctx.db.selection.findUniqueOrThrow({ where: { id: run.selectionId } });
  const corpusDirectory = corpusPath(selection.fingerprint, ctx.home);
  const tokens = refers ? await corpusTokens(job, corpusDirectory) : undefined;
  const { shape, train, cluster } = config;
  return stageBundle(
    { runId: run.id, model: run.model, shape, train, cluster: cluster?.resources, tokens },
    {
      corpusDirectory,
      selectionDirectory: selectionPath(selection.selectionKey, ctx.home),
      runDirectory: runPath(run.id, ctx.home),
    },
    {
      signal,
      report: ({ done, total }) =>
        report({ done, total, unit: "files", phase: "writing the bundle", rate: null }),
    },
  );
}
