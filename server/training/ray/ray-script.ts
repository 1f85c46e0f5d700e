import path from "node:path";
import { amountOf, type RayResources } from "@/core/cluster-resources";
import {
  attemptThere,
  environmentLines,
  guardLines,
  pythonPathLine,
  scriptPath,
  setupLines,
} from "@/server/training/attempt-script";
import { EXIT } from "@/server/training/attempt-outcome";
import type { RayBackend } from "@/server/training/backends";
import { clusterPath } from "@/server/training/cluster-paths";
import type { Attempt, Submission } from "@/server/training/launcher";
import type { RayJobRequest } from "@/server/training/ray/ray-client";
import type { JobMark } from "@/server/training/ray/ray-jobs";
import { RAY_LOG } from "@/server/training/run-files";
import { commandLine, quoted } from "@/server/training/shell-words";
import { supervised, trainerProgram } from "@/server/training/trainer-command";

/** Id of an attempt's job: the same attempt has the same id, which Ray takes once. */
export const submissionId = ({ runId, number }: Pick<Attempt, "runId" | "number">, nonce: string): string =>
  `mrs-${runId}-${String(number)}-${nonce}`;

/** Variable by which the command of a job tells its script where Ray has put the code that came with it. */
const CODE = "META_RATER_CODE";

/** The line that says where meta_rater_gpu lies. */
export const codeLine = ({ trainer }: Pick<RayBackend, "trainer">): string =>
  pythonPathLine(trainer === undefined ? `"$${CODE}"` : quoted(trainer));

/**
 * The script of an attempt. Ray tells every process of a job to stop: before there is a supervisor the shell ends as one that
 * was stopped; then it waits for the supervisor, which stops as soon as its shell is dead. What Ray hands its own programs, a token among it, is not handed on.
 */
export function rayScript(
  backend: RayBackend,
  resources: RayResources,
  submission: Submission,
  nonce: string,
): string {
  const there = attemptThere(submission, backend);
  const { python } = backend;
  return [
    "#!/bin/bash -l",
    `exec >>${quoted(path.posix.join(there.folder, RAY_LOG))} 2>&1 || exit 1`,
    `trap 'exit ${String(EXIT.preempted)}' TERM`,
    ...guardLines(there),
    `cd ${quoted(there.runDirectory)} || exit 1`,
    ...setupLines(backend.setup, "&2"),
    'unset "${!RAY_@}"',
    ...environmentLines(there, resources, nonce),
    codeLine(backend),
    "trap : TERM",
    commandLine(supervised(python, there, trainerProgram(python, there), ["--by-files"])),
    "",
  ].join("\n");
}

/** What Ray is asked for by a template. */
export const requestedResources = (
  resources: RayResources,
): Pick<
  RayJobRequest,
  "entrypoint_num_cpus" | "entrypoint_num_gpus" | "entrypoint_memory" | "entrypoint_resources"
> => ({
  entrypoint_num_cpus: resources.cpusPerTask,
  entrypoint_num_gpus: resources.gpusPerNode,
  entrypoint_memory: amountOf(resources.memory) * 1_048_576,
  entrypoint_resources: {
    ...resources.resources,
    // Ray marks a node by a little of a resource that is named after its kind of GPU.
    ...(resources.gpuType === undefined ? {} : { [`accelerator_type:${resources.gpuType}`]: 0.001 }),
  },
});

/** The part of a request that runs a script of the shared storage; `code` is the address of a package. */
export const scriptRequest = (
  backend: RayBackend,
  script: string,
  code: string | null,
): Pick<RayJobRequest, "entrypoint" | "runtime_env"> => ({
  // Ray's own path of Python's modules is none of the trainer's.
  entrypoint: `${CODE}="$PWD" PYTHONPATH= exec bash -l ${quoted(script)}`,
  runtime_env: {
    ...(code === null ? {} : { working_dir: code }),
    // Ray gives a job 3 s by itself.
    env_vars: { RAY_JOB_STOP_WAIT_TIME_S: String(backend.checkpointSeconds) },
  },
});

/** The request that places an attempt. */
export function jobRequest(
  backend: RayBackend,
  resources: RayResources,
  submission: Submission,
  { nonce, code }: { readonly nonce: string; readonly code: string | null },
): RayJobRequest {
  const mark: JobMark = {
    run: submission.runId,
    attempt: String(submission.number),
    nonce,
    studio: clusterPath(path.dirname(submission.runDirectory), backend.paths),
  };
  return {
    submission_id: submissionId(submission, nonce),
    ...scriptRequest(backend, clusterPath(scriptPath(submission), backend.paths), code),
    ...requestedResources(resources),
    metadata: { ...mark },
  };
}
