import type { JobKind } from "@/server/services/job/job-kinds";
import type { JobRunner } from "@/server/services/job/job-runner";

/** A runner that is loaded by the first job of its kind: what all of them need together takes a second to load. */
const loaded =
  (load: () => Promise<JobRunner>): JobRunner =>
  async (run) =>
    (await load())(run);

const train = loaded(async () => (await import("@/server/services/run/train")).trainRun);
const evaluate = loaded(async () => (await import("@/server/services/evaluation/evaluate")).evaluateRun);

/** What each kind of job runs. */
export const runners: Readonly<Record<JobKind, JobRunner>> = {
  "import-corpus": loaded(async () => (await import("@/workers/jobs/import-corpus")).runImportCorpus),
  "synthesise-corpus": loaded(
    async () => (await import("@/workers/jobs/synthesise-corpus")).runSynthesiseCorpus,
  ),
  "materialise-selection": loaded(
    async () => (await import("@/server/services/selection/materialise")).materialiseSelection,
  ),
  "train-run": train,
  "check-lineage": loaded(async () => (await import("@/server/services/run/check-lineage")).checkLineage),
  "follow-run": train,
  "evaluate-run": evaluate,
  "follow-evaluation": evaluate,
  "prepare-gpu": loaded(async () => (await import("@/server/services/system/install-gpu")).installGpu),
  "run-campaign": loaded(async () => (await import("@/server/services/campaign/run")).runCampaign),
  "fit-campaign": loaded(async () => (await import("@/server/services/campaign/fit")).fitCampaign),
};
