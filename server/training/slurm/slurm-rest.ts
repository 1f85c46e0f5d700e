import { z } from "zod";
import { jsonOrNull } from "@/core/json-or-null";
import { batchScript, type BatchJob } from "@/server/training/slurm/batch-job";
import { restProperties } from "@/server/training/slurm/rest-properties";
import type { SlurmClient } from "@/server/training/slurm/slurm-client";
import { parseJobs } from "@/server/training/slurm/slurm-jobs";
import {
  API,
  complainsOf,
  slurmHttp,
  wordsOf,
  type RestPlace,
} from "@/server/training/slurm/slurm-rest-http";
import type { HttpAnswer } from "@/server/training/token-http";

const releaseSchema = z
  .object({ meta: z.object({ Slurm: z.object({ release: z.string() }) }) })
  .transform(({ meta }) => meta.Slurm.release)
  .catch("of an unknown version");
const placedSchema = z.object({ job_id: z.number().int().positive() }).transform(({ job_id: id }) => id);

/** Numbers of what Slurm says of a job that it does not know, or that has ended. */
const OVER: ReadonlySet<number> = new Set([2017, 2021]);
/** The number of what it says beside the id of a job for which it will never have nodes; sbatch places none. */
const NEVER: ReadonlySet<number> = new Set([2014]);

/** Speaks to a Slurm by slurmrestd. */
export function slurmRest(place: RestPlace): SlurmClient {
  const { ask, refusal } = slurmHttp(place);
  const read = async (path: string): Promise<string> => {
    const answer = await ask("GET", path);
    if (answer.status !== 200) throw await refusal(answer);
    return answer.text;
  };
  const submit = async (job: BatchJob): Promise<{ id: number; answer: HttpAnswer }> => {
    const body = JSON.stringify({ script: batchScript(job), job: restProperties(job.options) });
    const answer = await ask("POST", "job/submit", body);
    const placed = placedSchema.safeParse(jsonOrNull(answer.text));
    if (!placed.success) throw await refusal(answer);
    return { id: placed.data, answer };
  };
  const cancel = async (id: number, query: string): Promise<void> => {
    const answer = await ask("DELETE", `job/${String(id)}${query}`);
    if (answer.status !== 200 && !complainsOf(answer, OVER)) throw await refusal(answer);
  };
  return {
    version: async () => `slurm ${releaseSchema.parse(jsonOrNull(await read("ping")))} by REST ${API}`,
    jobs: async () => parseJobs(await read("jobs"), place.label),
    submit: async (job) => {
      const { id, answer } = await submit(job);
      if (!complainsOf(answer, NEVER)) return id;
      await cancel(id, "");
      throw await refusal(answer);
    },
    // By its id alone, which is all that it takes: the list that told of the job is a moment old.
    cancel: ({ id, state }, force) => cancel(id, !force && state.kind === "running" ? "?signal=TERM" : ""),
    // It offers no trial: a job is placed for later and taken back. One that could never run is taken with a complaint.
    test: async ({ options, lines }) => {
      const { id, answer } = await submit({ options: { ...options, begin: "now+30days" }, lines });
      await cancel(id, "");
      if (wordsOf(answer) !== "") throw await refusal(answer);
    },
  };
}
