import { fitCampaign } from "@/server/services/campaign/fit";
import { runCampaign } from "@/server/services/campaign/run";
import type { JobKind } from "@/server/services/job/job-kinds";
import type { JobRunner } from "@/server/services/job/job-runner";
import { evaluateRun } from "@/server/services/evaluation/evaluate";
import { checkLineage } from "@/server/services/run/check-lineage";
import { trainRun } from "@/server/services/run/train";
import { materialiseSelection } from "@/server/services/selection/materialise";
import { installGpu } from "@/server/services/system/install-gpu";
import { runImportCorpus } from "@/workers/jobs/import-corpus";
import { runSynthesiseCorpus } from "@/workers/jobs/synthesise-corpus";

/** What each kind of job runs. */
export const runners: Readonly<Record<JobKind, JobRunner>> = {
  "import-corpus": runImportCorpus,
  "synthesise-corpus": runSynthesiseCorpus,
  "materialise-selection": materialiseSelection,
  "train-run": trainRun,
  "check-lineage": checkLineage,
  "follow-run": trainRun,
  "evaluate-run": evaluateRun,
  "follow-evaluation": evaluateRun,
  "prepare-gpu": installGpu,
  "run-campaign": runCampaign,
  "fit-campaign": fitCampaign,
};
