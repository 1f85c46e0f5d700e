import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { access, mkdir, open, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import type { Attempt, Launcher, Observation, Placed, Submission } from "@/server/training/launcher";
import { processIdentity } from "@/server/storage/process-identity";
import {
  ATTEMPT_VARIABLE,
  markedProcesses,
  NONCE_VARIABLE,
  processesWithNonce,
} from "@/server/training/process-nonce";
import { bundleSecrets } from "@/server/training/bundle-secrets";
import { readNonce } from "@/server/training/attempt-nonce";
import {
  attemptLogPath,
  attemptOf,
  attemptPath,
  intentPath,
  latestAttempt,
  readExitCode,
  readIfPresent,
} from "@/server/training/run-files";
import { readTail } from "@/server/training/read-tail";

export interface LocalLauncherOptions {
  /** Program and arguments of an attempt; see `localCommand`. */
  readonly command: (submission: Submission) => readonly [string, ...string[]];
  /** Files without which nothing could be started, such as the Python of the environment. */
  readonly needs: readonly string[];
  /** Variables beside the few that are passed on. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Written once the process exists. */
const handleSchema = z.object({
  v: z.literal(1),
  pid: z.number().int(),
  identity: z.string(),
  nonce: z.string(),
});
type Handle = z.output<typeof handleSchema>;

const PASSED_ON = [
  "PATH",
  "HOME",
  "LANG",
  "LC_ALL",
  "TMPDIR",
  "LD_LIBRARY_PATH",
  "CUDA_VISIBLE_DEVICES",
  "CUDA_HOME",
  "HF_HOME",
  "HF_ENDPOINT",
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"],
];

/** Trains on this machine: a detached process group a run, found again by its handle after any restart of the studio. */
export function localLauncher(options: LocalLauncherOptions): Launcher {
  return {
    backend: "local",
    outlivesStudio: false,
    check: async () => {
      for (const file of options.needs) {
        await access(file).catch(() => {
          throw new StudioError(
            "not-ready",
            `The training environment is not complete: ${file} does not exist.`,
            "Prepare the training environment.",
          );
        });
      }
    },
    submit: (submission) => submit(submission, options),
    find,
    observe,
    cancel,
    logs: (attempt, bytes) => readTail(attemptLogPath(attempt.runDirectory, attempt.number), bytes),
    list,
  };
}

const handlePath = (attempt: Attempt): string =>
  path.join(attemptPath(attempt.runDirectory, attempt.number), "handle.json");

/** A folder without an intent is one whose submission never began: it will be submitted. */
async function find(runDirectory: string): Promise<number> {
  const number = await latestAttempt(runDirectory);
  if (number === 0) return 0;
  const intent = await readIfPresent(intentPath(runDirectory, number));
  return intent === null ? number - 1 : number;
}

async function submit(submission: Submission, options: LocalLauncherOptions): Promise<void> {
  await mkdir(attemptPath(submission.runDirectory, submission.number), { recursive: true });
  const nonce = randomUUID();
  // Written before the process exists: whoever made it may spawn, nobody else ever.
  if (!(await claim(intentPath(submission.runDirectory, submission.number), JSON.stringify({ nonce }))))
    return;
  const log = await open(attemptLogPath(submission.runDirectory, submission.number), "a");
  try {
    const [program, ...args] = options.command(submission);
    const child = spawn(program, args, {
      cwd: submission.runDirectory,
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
      env: environment(submission, nonce, {
        ...(await bundleSecrets(submission.runDirectory)),
        ...options.environment,
      }),
    });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", (error) => {
        reject(
          new StudioError(
            "unavailable",
            `The training could not be started: ${error.message}.`,
            "Prepare the training environment.",
          ),
        );
      });
    });
    child.unref();
    const pid = child.pid ?? 0;
    const identity = (await processIdentity(pid)) ?? "ended";
    const handle: Handle = { v: 1, pid, identity, nonce };
    await writeFileAtomic(handlePath(submission), JSON.stringify(handle));
  } finally {
    await log.close();
  }
}

/** Creates a file with its content unless it exists; true for the one caller that made it. */
async function claim(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: "wx", flush: true });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function environment(
  submission: Submission,
  nonce: string,
  extra: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const passed = PASSED_ON.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    NODE_ENV: "production",
    ...Object.fromEntries(passed),
    HF_HUB_OFFLINE: "1",
    TRANSFORMERS_OFFLINE: "1",
    TOKENIZERS_PARALLELISM: "false",
    PYTHONUNBUFFERED: "1",
    OMP_NUM_THREADS: String(Math.max(1, Math.floor(availableParallelism() / submission.processes))),
    ...extra,
    [NONCE_VARIABLE]: nonce,
    [ATTEMPT_VARIABLE]: attemptPath(submission.runDirectory, submission.number),
  };
}

async function readHandle(attempt: Attempt): Promise<Handle | null> {
  const text = await readIfPresent(handlePath(attempt));
  return text === null ? null : handleSchema.parse(JSON.parse(text));
}

const supervisorLives = async (handle: Handle): Promise<boolean> =>
  handle.identity === (await processIdentity(handle.pid));

/** Alive while the supervisor or, should it have been killed alone, any process it left behind is. */
async function isAlive(attempt: Attempt): Promise<boolean> {
  const handle = await readHandle(attempt);
  if (handle !== null && (await supervisorLives(handle))) return true;
  if (handle !== null && (await readExitCode(attempt.runDirectory, attempt.number)) !== null) return false;
  const nonce = handle?.nonce ?? (await readNonce(attempt));
  return nonce !== null && (await processesWithNonce(nonce)).length > 0;
}

async function observe(attempt: Attempt): Promise<Observation> {
  if (await isAlive(attempt)) return { kind: "running" };
  const exitCode = await readExitCode(attempt.runDirectory, attempt.number);
  return exitCode === null ? { kind: "gone" } : { kind: "exited", exitCode };
}

/** One entry an attempt, named by its oldest process. */
async function list(runsFolder: string): Promise<Placed[]> {
  const known = new Map<string, Placed>();
  for (const { pid, nonce, folder } of await markedProcesses()) {
    const attempt = attemptOf(runsFolder, folder);
    if (attempt === null || known.has(nonce)) continue;
    const place = `process ${String(pid)}`;
    known.set(nonce, { ...attempt, nonce, place, endWith: `kill ${String(pid)}` });
  }
  return [...known.values()];
}

/** TERM goes to the supervisor, which passes it on; KILL to everything that carries the nonce, children before they can be orphaned. */
async function cancel(attempt: Attempt, { force }: { readonly force: boolean }): Promise<void> {
  const handle = await readHandle(attempt);
  const nonce = handle?.nonce ?? (await readNonce(attempt));
  if (nonce === null) return;
  if (!force && handle !== null && (await supervisorLives(handle))) {
    signal(handle.pid, "SIGTERM");
    return;
  }
  for (const pid of await processesWithNonce(nonce)) signal(pid, force ? "SIGKILL" : "SIGTERM");
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
