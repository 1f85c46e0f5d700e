import type { Run } from "@/generated/sqlite/client";
import type { JobRun } from "@/server/services/job/job-runner";
import { prepareEnvironment } from "@/server/services/run/prepare-environment";
import type { RunConfig } from "@/server/services/run/run-config";
import { SharedWork } from "@/server/services/shared-work";
import { corpusPath, runPath, selectionPath } from "@/server/storage/home";
import { stageBundle } from "@/server/training/bundle";
import { makeTokenCache, type TokenProgress, type TokenReference } from "@/server/training/token-cache";

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
  if (trainsHere || refers) await prepareEnvironment(job, "training environment", []);
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

const making = new SharedWork<TokenReference, TokenProgress>();

/** Runs of one process wait for one maker; makers of several processes wait for each other. */
const corpusTokens = ({ signal, report }: JobRun, corpusDirectory: string): Promise<TokenReference> =>
  making.join(
    corpusDirectory,
    (shared, tell) => makeTokenCache({ corpusDirectory, signal: shared, report: tell }),
    { signal, onProgress: (progress) => report({ ...progress, unit: "documents", rate: null }) },
  );
