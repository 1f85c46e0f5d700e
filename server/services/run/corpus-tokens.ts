import { StudioError } from "@/core/errors";
import type { JobRun } from "@/server/services/job/job-runner";
import { prepareEnvironment } from "@/server/services/run/prepare-environment";
import { SharedWork } from "@/server/services/shared-work";
import { corpusPath, runPath } from "@/server/storage/home";
import { readBundledReference } from "@/server/training/bundle-reference";
import {
  makeTokenCache,
  useTokenCache,
  type TokenProgress,
  type TokenReference,
} from "@/server/training/token-cache";

const making = new SharedWork<TokenReference, TokenProgress>();

/** The tokens of a corpus: runs of one process wait for one maker, and makers of several processes for each other. */
export async function corpusTokens(job: JobRun, corpusDirectory: string): Promise<TokenReference> {
  const { signal, report, thrives } = job;
  let kept = 0;
  await prepareEnvironment(job, "training environment", []);
  return making.join(
    corpusDirectory,
    (shared, tell) => makeTokenCache({ corpusDirectory, signal: shared, report: tell }),
    {
      signal,
      onProgress: ({ made, ...progress }) => {
        report({ ...progress, unit: "documents", rate: null });
        if (made > kept) thrives();
        kept = made;
      },
    },
  );
}

/**
 * Makes the tokens again that the bundle of a run refers to, should a clean-up have removed them while the run was not open.
 * @throws StudioError `unavailable` when they come out otherwise than the bundle has them; else as when they are first made
 */
export async function restoreTokens(job: JobRun, runId: string): Promise<void> {
  const { home } = job.ctx;
  const referred = await readBundledReference(runPath(runId, home));
  if (referred === null || (await useTokenCache(referred.folder)) !== null) return;
  const made = await corpusTokens(job, corpusPath(referred.fingerprint, home));
  if (made.folder === referred.folder && made.sha256 === referred.sha256) return;
  throw new StudioError(
    "unavailable",
    `The tokens in ${referred.folder}, which the run refers to, are gone, and this version of the studio makes others.`,
    "Train the run again.",
  );
}
