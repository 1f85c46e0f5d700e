import type { JobKind } from "@/server/services/job/job-kinds";
import type { JobRunner } from "@/server/services/job/job-runner";
import { trainRun } from "@/server/services/run/train";
import { materialiseSelection } from "@/server/services/selection/materialise";
import { installGpu } from "@/server/services/system/install-gpu";

/** What each kind of job runs. */
export const runners: Readonly<Partial<Record<JobKind, JobRunner>>> = {
  "materialise-selection": materialiseSelection,
  "prepare-gpu": installGpu,
  "train-run": trainRun,
};
