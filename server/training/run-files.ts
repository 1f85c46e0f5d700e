import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

/** Names of docs/training-contract.md inside runs/<id>. */
export const bundlePath = (runDirectory: string): string => path.join(runDirectory, "bundle");
/** What is trained, or evaluated, and on what. */
export const runJsonPath = (runDirectory: string): string => path.join(bundlePath(runDirectory), "run.json");
export const eventsPath = (runDirectory: string): string => path.join(runDirectory, "events.jsonl");
/** The finished model, and beside it what its files were when it was finished. */
export const modelPath = (runDirectory: string): string => path.join(runDirectory, "model");
export const modelManifestPath = (runDirectory: string): string =>
  path.join(runDirectory, "model.MANIFEST.json");
/** Where an evaluation leaves a file a task, and beside it what they were when it had ended. */
export const resultsPath = (runDirectory: string): string => path.join(runDirectory, "eval");
export const resultsManifestPath = (runDirectory: string): string =>
  path.join(runDirectory, "eval.MANIFEST.json");
export const attemptPath = (runDirectory: string, attempt: number): string =>
  path.join(runDirectory, "attempts", String(attempt));
export const attemptLogPath = (runDirectory: string, attempt: number): string =>
  path.join(attemptPath(runDirectory, attempt), "stdout.log");
/** What the job of an attempt printed before its supervisor took over, and what its cluster says of its end. */
export const jobLogPath = (
  runDirectory: string,
  attempt: number,
  name: typeof SLURM_LOG | typeof RAY_LOG,
): string => path.join(attemptPath(runDirectory, attempt), name);

/** Where a launcher keeps the nonce of an attempt, before anything of it exists. */
export const intentPath = (runDirectory: string, attempt: number): string =>
  path.join(attemptPath(runDirectory, attempt), "intent.json");

/** The attempt whose folder this is, if it lies below the folder of runs. */
export function attemptOf(
  runsFolder: string,
  folder: string,
): { readonly runId: string; readonly attempt: number } | null {
  const [runId = "", attempts, number, ...rest] = path.relative(runsFolder, folder).split(path.sep);
  const isAttempt = runId !== ".." && attempts === "attempts" && rest.length === 0;
  return isAttempt && /^[1-9]\d*$/.test(number ?? "") ? { runId, attempt: Number(number) } : null;
}

/** Name of the file in attempts/<n> that Slurm writes. */
export const SLURM_LOG = "slurm.log";
/** Name of the file in attempts/<n> that holds what a job of Ray printed, and what Ray said of its end. */
export const RAY_LOG = "ray.log";

/** Name of the file in attempts/<n> that says the studio itself asked the attempt to stop. */
export const STOP_REQUESTED = "stop_requested";

/** Name of the file in attempts/<n> that asks a supervisor which looks for it to end every process at once. */
export const KILL_REQUESTED = "kill_requested";

const resultSchema = z.object({
  v: z.literal(1),
  run: z.string(),
  attempt: z.number().int(),
  status: z.literal("succeeded"),
});

export type RunResult = z.output<typeof resultSchema>;

/** The file's text, or null when there is none. */
export async function readIfPresent(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

export const isNotFound = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

/** result.json, which outranks every other word on how the run ended; null while there is none. */
export async function readResult(runDirectory: string): Promise<RunResult | null> {
  const text = await readIfPresent(path.join(runDirectory, "result.json"));
  return text === null ? null : resultSchema.parse(JSON.parse(text));
}

/** attempts/<n>/exit_code as the supervisor left it, null while there is none. */
export async function readExitCode(runDirectory: string, attempt: number): Promise<number | null> {
  const text = await readIfPresent(path.join(attemptPath(runDirectory, attempt), "exit_code"));
  const code = Number.parseInt(text ?? "", 10);
  return Number.isNaN(code) ? null : code;
}

export const stopWasRequested = async (runDirectory: string, attempt: number): Promise<boolean> =>
  (await readIfPresent(path.join(attemptPath(runDirectory, attempt), STOP_REQUESTED))) !== null;

/** Number of the latest attempt that has a folder, 0 before the first. */
export async function latestAttempt(runDirectory: string): Promise<number> {
  try {
    const names = await readdir(path.join(runDirectory, "attempts"));
    return names.reduce(
      (latest, name) => (/^[1-9]\d*$/.test(name) ? Math.max(latest, Number(name)) : latest),
      0,
    );
  } catch (error) {
    if (isNotFound(error)) return 0;
    throw error;
  }
}
