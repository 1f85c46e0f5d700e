import type { JobKind } from "@/server/services/job/job-kinds";
import type { JobRunner } from "@/server/services/job/job-runner";
import { materialiseSelection } from "@/server/services/selection/materialise";
import { runPrepareGpu } from "@/server/services/system/prepare-gpu";

/** What each kind of job runs. */
export const runners: Readonly<Partial<Record<JobKind, JobRunner>>> = {
  "materialise-selection": materialiseSelection,
  "prepare-gpu": runPrepareGpu,
};
