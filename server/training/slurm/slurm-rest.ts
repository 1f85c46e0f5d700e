import { z } from "zod";
import { jsonOrNull } from "@/core/json-or-null";
import { batchScript, type BatchJob } from "@/server/training/slurm/batch-job";
import { restProperties } from "@/server/training/slurm/rest-properties";
import type { SlurmClient } from "@/server/training/slurm/slurm-client";
import { parseJobs } from "@/server/training/slurm/slurm-jobs";
import { API, slurmHttp, type RestPlace } from "@/server/training/slurm/slurm-rest-http";
import type { HttpAnswer } from "@/server/training/token-http";

const releaseSchema = z
  .object({ meta: z.object({ Slurm: z.object({ release: z.string() }) }) })
  .transform(({ meta }) => meta.Slurm.release)
  .catch("of an unknown version");
const placedSchema = z.object({ job_id: z.number().int().positive() }).transform(({ job_id: id }) => id);

/** What slurmrestd says of a job that waits to be released, as of a mistake. */
const HELD = /\b2042\b/;
/** And of one that it does not know, or that has ended. */
const OVER = /\b(?:2017|2021)\b/;

/** Speaks to a Slurm by slurmrestd. */
export function slurmRest(place: RestPlace): SlurmClient {
  const { ask, refusal } = slurmHttp(place);
  const read = async (path: string): Promise<string> => {
    const answer = await ask("GET", path);
    if (answer.status !== 200) throw await refusal(answer);
    return answer.text;
  };
  /** A job that is taken is answered with 500 where it has to wait. */
  const submit = async (job: BatchJob, held: boolean): Promise<{ id: number; answer: HttpAnswer }> => {
    const properties = { ...restProperties(job.options), ...(held ? { hold: true } : {}) };
    const body = JSON.stringify({ script: batchScript(job), job: properties });
    const answer = await ask("POST", "job/submit", body);
    const placed = placedSchema.safeParse(jsonOrNull(answer.text));
    if (!placed.success) throw await refusal(answer);
    return { id: placed.data, answer };
  };
  const cancel = async (id: number, query: string): Promise<void> => {
    const answer = await ask("DELETE", `job/${String(id)}${query}`);
    if (answer.status !== 200 && !OVER.test(answer.text)) throw await refusal(answer);
  };
  return {
    version: async () => `slurm ${releaseSchema.parse(jsonOrNull(await read("ping")))} by REST ${API}`,
    jobs: async () => parseJobs(await read("jobs"), place.label),
    submit: async (job) => (await submit(job, false)).id,
    // By its id alone, which is all that it takes: the list that told of the job is a moment old.
    cancel: ({ id, state }, force) => cancel(id, !force && state.kind === "running" ? "?signal=TERM" : ""),
    test: async (job) => {
      const { id, answer } = await submit(job, true);
      await cancel(id, "");
      if (answer.status !== 200 && !HELD.test(answer.text)) throw await refusal(answer);
    },
  };
}
