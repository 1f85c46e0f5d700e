import { z } from "zod";

/** What a job of the studio is marked with; every value is text for Ray. */
export const markSchema = z.object({
  run: z.string(),
  attempt: z.string().regex(/^[1-9]\d*$/),
  nonce: z.string(),
  /** Folder of the studio's runs, as the cluster sees it: other studios may use the same cluster. */
  studio: z.string(),
});
export type JobMark = z.output<typeof markSchema>;

/**
 * What Ray says of a job. It is wrong at times: a job that goes on is said to have failed when its supervisor was lost.
 * `began`: whether its command was ever started.
 */
export type RayJobState =
  | { readonly kind: "queued" }
  | { readonly kind: "running" }
  | {
      readonly kind: "ended";
      readonly status: "STOPPED" | "SUCCEEDED" | "FAILED";
      readonly began: boolean;
      readonly exitCode: number | null;
      readonly timedOut: boolean;
    };

export interface RayJob {
  readonly id: string;
  readonly mark: JobMark | null;
  /** In Ray's words: why it waits, or how it ended. */
  readonly message: string;
  readonly state: RayJobState;
}

/** Python's code of a process is −n for signal n; a shell says 128 + n. */
const exitCodeSchema = z
  .number()
  .int()
  .transform((code) => (code < 0 ? 128 - code : code))
  .nullish()
  .transform((code) => code ?? null);

const jobSchema = z.object({
  submission_id: z.string().nullable(),
  status: z.string(),
  message: z.string().nullish(),
  error_type: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  driver_agent_http_address: z.string().nullish(),
  driver_exit_code: exitCodeSchema,
});
type Answered = z.output<typeof jobSchema>;

/** A word that is not known is none of an end. */
function stateOf(job: Answered): RayJobState {
  const { status, error_type: errorType, driver_exit_code: exitCode } = job;
  if (status === "PENDING") return { kind: "queued" };
  if (status !== "STOPPED" && status !== "SUCCEEDED" && status !== "FAILED") return { kind: "running" };
  const began = typeof job.driver_agent_http_address === "string";
  const timedOut = errorType === "JOB_SUPERVISOR_ACTOR_START_TIMEOUT";
  return { kind: "ended", status, began, exitCode, timedOut };
}

/** An answer to `GET api/jobs/<id>`, of Ray 2.10 to 2.60. */
export const rayJobSchema = jobSchema.transform((job): RayJob => {
  const mark = markSchema.safeParse(job.metadata);
  return {
    id: job.submission_id ?? "",
    mark: mark.success ? mark.data : null,
    message: job.message ?? "",
    state: stateOf(job),
  };
});

/** An answer to `GET api/jobs/`, which lists programs that were started on the cluster in other ways too. */
export const rayJobsSchema = z.array(rayJobSchema).transform((jobs) => jobs.filter(({ id }) => id !== ""));

/** `GET api/version`, of which Ray's own version is for people. */
export const versionSchema = z.object({ ray_version: z.string() });

/** `GET api/v0/nodes?detail=1`: memory in bytes, everything else in pieces. */
export const nodesSchema = z
  .object({
    data: z.object({
      result: z.object({
        result: z.array(
          z.object({
            state: z.string(),
            node_name: z.string().nullish(),
            resources_total: z.record(z.string(), z.number()).nullish(),
          }),
        ),
      }),
    }),
  })
  .transform(({ data }) =>
    data.result.result
      .filter(({ state }) => state === "ALIVE")
      .map((node): RayNode => ({ name: node.node_name ?? "a node", resources: node.resources_total ?? {} })),
  );

export interface RayNode {
  readonly name: string;
  readonly resources: Readonly<Record<string, number>>;
}
