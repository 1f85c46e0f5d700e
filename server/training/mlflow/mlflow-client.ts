import { z } from "zod";
import { StudioError } from "@/core/errors";
import { jsonOrNull } from "@/core/json-or-null";
import { BackendUnreachable } from "@/server/training/launcher";
import type { MlflowSettings } from "@/server/training/mlflow/mlflow-settings";
import { tokenHttp, type HttpAnswer } from "@/server/training/token-http";
import { tokenPlace } from "@/server/training/token-place";

/** MLflow takes no more in one request. */
export const MOST_METRICS = 1_000;
const MOST_PARAMS = 100;
const LABEL = "MLflow";

export interface Metric {
  readonly key: string;
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly step: number;
}

export type RunStatus = "RUNNING" | "FINISHED" | "FAILED" | "KILLED";

export interface Pair {
  readonly key: string;
  readonly value: string;
}

const runSchema = z
  .object({
    info: z.object({ run_id: z.string(), status: z.string(), start_time: z.coerce.number().default(0) }),
    data: z
      .object({
        metrics: z
          .array(
            z.object({ key: z.string(), step: z.coerce.number().default(0), timestamp: z.coerce.number() }),
          )
          .default([]),
        params: z.array(z.object({ key: z.string() })).default([]),
      })
      .default({ metrics: [], params: [] }),
  })
  .transform(({ info, data }) => ({
    id: info.run_id,
    status: info.status,
    startedAt: info.start_time,
    /** Of each metric its last point. */
    metrics: new Map(data.metrics.map(({ key, step, timestamp }) => [key, { step, timestamp }])),
    params: new Set(data.params.map(({ key }) => key)),
  }));
export type MlflowRun = z.output<typeof runSchema>;

const experimentSchema = z.object({ experiment: z.object({ experiment_id: z.string() }) });
const createdSchema = z.object({ experiment_id: z.string() });
const searchSchema = z.object({ runs: z.array(runSchema).default([]) });
const wrappedSchema = z.object({ run: runSchema });
const complaintSchema = z.object({ error_code: z.string(), message: z.string().default("") });

/**
 * The tracking REST of one MLflow. Everything throws BackendUnreachable when there is no answer, or none that is to be
 * understood, and StudioError `not-ready` or `unavailable` when MLflow refuses.
 */
export interface MlflowClient {
  /** Id of the experiment of this name, which is made when it is not there. */
  readonly experiment: (name: string) => Promise<string>;
  /** The oldest run with a tag; null when there is none. */
  readonly find: (experiment: string, tag: Pair) => Promise<MlflowRun | null>;
  readonly create: (
    experiment: string,
    run: { readonly name: string; readonly startedAt: number; readonly tags: readonly Pair[] },
  ) => Promise<MlflowRun>;
  readonly logMetrics: (id: string, metrics: readonly Metric[]) => Promise<void>;
  readonly logParams: (id: string, params: readonly Pair[]) => Promise<void>;
  /** `endedAt` in milliseconds; null while it goes on. */
  readonly update: (id: string, status: RunStatus, endedAt: number | null) => Promise<void>;
}

export function mlflowClient(settings: MlflowSettings): MlflowClient {
  const http = tokenHttp({
    ...settings,
    label: LABEL,
    headers: (token): Readonly<Record<string, string>> =>
      token === null ? {} : { authorization: `Bearer ${token}` },
  });
  const ask = async (method: "GET" | "POST", path: string, body?: object): Promise<HttpAnswer> =>
    http({
      method,
      path: `api/2.0/mlflow/${path}`,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const post = async <S extends z.ZodType>(path: string, body: object, schema: S): Promise<z.output<S>> =>
    parsed(settings, schema, await ask("POST", path, body));
  const done = z.object({});
  return {
    experiment: async (name) => {
      const query = `experiments/get-by-name?experiment_name=${encodeURIComponent(name)}`;
      const answer = await ask("GET", query);
      if (answer.status !== 404) return parsed(settings, experimentSchema, answer).experiment.experiment_id;
      return (await post("experiments/create", { name }, createdSchema)).experiment_id;
    },
    find: async (experiment, { key, value }) => {
      const { runs } = await post(
        "runs/search",
        {
          experiment_ids: [experiment],
          filter: `tags.\`${key}\` = '${value}'`,
          order_by: ["attributes.start_time ASC"],
          max_results: 1,
        },
        searchSchema,
      );
      return runs[0] ?? null;
    },
    create: async (experiment, { name, startedAt, tags }) => {
      const body = { experiment_id: experiment, run_name: name, start_time: startedAt, tags };
      return (await post("runs/create", body, wrappedSchema)).run;
    },
    logMetrics: async (id, metrics) => {
      for (const some of chunks(metrics, MOST_METRICS))
        await post("runs/log-batch", { run_id: id, metrics: some }, done);
    },
    logParams: async (id, params) => {
      for (const some of chunks(params, MOST_PARAMS))
        await post("runs/log-batch", { run_id: id, params: some }, done);
    },
    update: async (id, status, endedAt) => {
      await post(
        "runs/update",
        { run_id: id, status, ...(endedAt === null ? {} : { end_time: endedAt }) },
        done,
      );
    },
  };
}

const chunks = <T>(all: readonly T[], most: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, at) => all.slice(at * most, (at + 1) * most));

/** A proxy before an MLflow that is down answers too: only MLflow's own words refuse. */
function parsed<S extends z.ZodType>(settings: MlflowSettings, schema: S, answer: HttpAnswer): z.output<S> {
  const content = jsonOrNull(answer.text);
  if (answer.status === 200) {
    const result = schema.safeParse(content);
    if (result.success) return result.data;
    throw new BackendUnreachable(`${LABEL} answers in a form that is not known.`);
  }
  const place = tokenPlace(settings);
  if (answer.status === 401 || answer.status === 403)
    throw new StudioError(
      "not-ready",
      place === null
        ? `${LABEL} asks for a token, and none is named.`
        : `${LABEL} refuses the token from ${place}.`,
    );
  const complaint = complaintSchema.safeParse(content);
  if (!complaint.success || answer.status >= 500 || answer.status === 429)
    throw new BackendUnreachable(
      `${LABEL} gives no answer: ${settings.address} says ${String(answer.status)}.`,
    );
  throw new StudioError("unavailable", `${LABEL} refused: ${complaint.data.message.slice(0, 300)}`);
}
