import { z } from "zod";
import { StudioError } from "@/core/errors";
import { jsonOrNull } from "@/core/json-or-null";
import type { RayBackend } from "@/server/training/backends";
import { BackendUnreachable } from "@/server/training/launcher";
import { rayHttp } from "@/server/training/ray/ray-http";
import {
  nodesSchema,
  rayJobSchema,
  rayJobsSchema,
  versionSchema,
  type RayJob,
  type RayNode,
} from "@/server/training/ray/ray-jobs";
import type { HttpAnswer, HttpRequest } from "@/server/training/token-http";

/** Body of `POST api/jobs/`. */
export interface RayJobRequest {
  readonly submission_id: string;
  /** Run by `sh -c`. */
  readonly entrypoint: string;
  readonly entrypoint_num_cpus: number;
  readonly entrypoint_num_gpus: number;
  /** Bytes. */
  readonly entrypoint_memory: number;
  readonly entrypoint_resources: Readonly<Record<string, number>>;
  readonly runtime_env: {
    readonly working_dir?: string;
    readonly env_vars: Readonly<Record<string, string>>;
  };
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The Jobs REST of one Ray. Everything throws BackendUnreachable when there is no answer, or none that is to be understood, and
 * StudioError `not-ready` or `unavailable` in plain words when Ray refuses.
 */
export interface RayClient {
  /** Ray's version. */
  readonly version: () => Promise<string>;
  readonly nodes: () => Promise<readonly RayNode[]>;
  readonly jobs: () => Promise<readonly RayJob[]>;
  /** Null when Ray itself says that it knows no such job. */
  readonly job: (id: string) => Promise<RayJob | null>;
  /** Places a job, or nothing if there is one with its id. */
  readonly submit: (job: RayJobRequest) => Promise<void>;
  /** Asks Ray to end a job; one that it does not know has ended. */
  readonly stop: (id: string) => Promise<void>;
  /** What the job's own command printed. */
  readonly logs: (id: string) => Promise<string>;
  /** Whether Ray holds a package; it then keeps it for the next minutes at least. */
  readonly hasPackage: (name: string) => Promise<boolean>;
  readonly putPackage: (name: string, bytes: Uint8Array) => Promise<void>;
}

export function rayClient(backend: RayBackend): RayClient {
  const http = rayHttp(backend);
  const ok = async (request: HttpRequest): Promise<string> => {
    const answer = await http(request);
    if (answer.status === 200) return answer.text;
    throw refusal(backend, request, answer);
  };
  const get = async <S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> =>
    parsed(backend, schema, await ok({ method: "GET", path }));
  /** The text of the answer, null when Ray says that there is no such thing, which it calls by `name`. */
  const known = async (request: HttpRequest, name: string): Promise<string | null> => {
    const answer = await http(request);
    if (answer.status === 200) return answer.text;
    if (isUnknown(answer, name)) return null;
    throw refusal(backend, request, answer);
  };
  const ofKnownJob = (method: HttpRequest["method"], id: string, verb = ""): Promise<string | null> =>
    known({ method, path: `api/jobs/${encodeURIComponent(id)}${verb}` }, `Job ${id}`);
  return {
    version: async () => (await get("api/version", versionSchema)).ray_version,
    nodes: () => get("api/v0/nodes?detail=1", nodesSchema),
    jobs: () => get("api/jobs/", rayJobsSchema),
    job: async (id) => {
      const text = await ofKnownJob("GET", id);
      return text === null ? null : parsed(backend, rayJobSchema, text);
    },
    submit: async (job) => {
      const request: HttpRequest = { method: "POST", path: "api/jobs/", body: JSON.stringify(job) };
      const answer = await http(request);
      if (answer.status === 200 || isTaken(answer, job.submission_id)) return;
      throw refusal(backend, request, answer);
    },
    stop: async (id) => {
      await ofKnownJob("POST", id, "/stop");
    },
    logs: async (id) => {
      const text = await ofKnownJob("GET", id, "/logs");
      return text === null ? "" : parsed(backend, z.object({ logs: z.string() }), text).logs;
    },
    hasPackage: async (name) =>
      (await known({ method: "GET", path: `api/packages/gcs/${name}` }, `Package gcs://${name}`)) !== null,
    putPackage: async (name, bytes) => {
      await ok({ method: "PUT", path: `api/packages/gcs/${name}`, body: bytes });
    },
  };
}

/** A proxy before a head that is down answers 404 too: only Ray's own words say that a job is not known. */
const isUnknown = ({ status, text }: HttpAnswer, name: string): boolean =>
  status === 404 && text.includes(`${name} does not exist`);

/** Ray refuses an id that it knows, and calls it a fault of its own. */
const isTaken = ({ status, text }: HttpAnswer, id: string): boolean =>
  status >= 400 && text.includes(`${id} already exists`);

/** A dashboard passes on with 500 what its agent refused with 400. */
const isRefused = ({ status, text }: HttpAnswer): boolean =>
  (status >= 400 && status < 500 && status !== 404 && status !== 408 && status !== 429) ||
  text.includes("Request failed with status code 400");

function refusal({ label, address }: RayBackend, { path }: HttpRequest, answer: HttpAnswer): StudioError {
  const said = `${String(answer.status)}${inWords(answer.text)}`;
  if (isRefused(answer))
    return new StudioError(
      "unavailable",
      `${label} refused: ${said}.`,
      "Choose other resources, or have the template in backends.json corrected.",
    );
  if (answer.status !== 404)
    return new BackendUnreachable(`${label} gives no answer: ${address} says ${said}.`);
  return new BackendUnreachable(
    `${label} gives no answer: there is no ${path.split("?")[0] ?? ""} at ${address}. Is it a Ray dashboard, installed as ray[default]?`,
  );
}

/** The last line of a complaint that says something; a Python traceback ends in the error itself. */
function inWords(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  const line = lines.findLast((one) => /^[\w.]*(?:Error|Exception): /.test(one)) ?? lines.findLast(Boolean);
  return line === undefined || line.startsWith("<") ? "" : ` (${line.slice(0, 300)})`;
}

function parsed<S extends z.ZodType>({ label }: RayBackend, schema: S, text: string): z.output<S> {
  const result = schema.safeParse(jsonOrNull(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new BackendUnreachable(
    `${label} answers in a form that is not known: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}.`,
  );
}
