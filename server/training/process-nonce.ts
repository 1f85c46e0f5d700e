import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { promisify } from "node:util";
import { processIdentity } from "@/server/storage/process-identity";

const run = promisify(execFile);
const LINUX = process.platform === "linux";

/** Name of the environment variable that marks every process of an attempt with the nonce of its handle. */
export const NONCE_VARIABLE = "META_RATER_NONCE";

/** Name of the variable that tells the folder attempts/<n> a process belongs to. */
export const ATTEMPT_VARIABLE = "META_RATER_ATTEMPT";

export interface MarkedProcess {
  readonly pid: number;
  readonly nonce: string;
  /** Absolute path of attempts/<n>. */
  readonly folder: string;
}

/** Every living process of any attempt, the oldest first. Own processes only. */
export async function markedProcesses(): Promise<MarkedProcess[]> {
  const environments = LINUX ? await linuxEnvironments() : await psEnvironments();
  return environments
    .flatMap(([pid, entries]) => {
      const value = (name: string): string | undefined =>
        entries.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
      const nonce = value(NONCE_VARIABLE);
      const folder = value(ATTEMPT_VARIABLE);
      return nonce === undefined || folder === undefined ? [] : [{ pid, nonce, folder }];
    })
    .sort((a, b) => a.pid - b.pid);
}

/** Ids of all living processes that carry the nonce, whoever their parent is by now. Own processes only. */
export async function processesWithNonce(nonce: string): Promise<number[]> {
  const environments = LINUX ? await linuxEnvironments() : await psEnvironments();
  return environments.flatMap(([pid, entries]) =>
    entries.includes(`${NONCE_VARIABLE}=${nonce}`) ? [pid] : [],
  );
}

type Environments = readonly (readonly [pid: number, entries: readonly string[]])[];

async function linuxEnvironments(): Promise<Environments> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${String(pid)}/environ`, "utf8").catch(() => "");
      if (!text.includes(NONCE_VARIABLE) || (await processIdentity(pid)) === null) return [];
      return [[pid, text.split("\0")] as const];
    }),
  );
  return all.flat();
}

async function psEnvironments(): Promise<Environments> {
  const { stdout } = await run("ps", ["-A", "-E", "-ww", "-o", "pid=,command="], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout
    .split("\n")
    .filter((line) => line.includes(`${NONCE_VARIABLE}=`))
    .map((line) => [Number.parseInt(line, 10), line.split(" ")] as const);
}
