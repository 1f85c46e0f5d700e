import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { processIdentity } from "@/server/storage/process-identity";

export interface AttemptProcess {
  readonly pid: number;
  readonly role: "trainer" | "supervisor";
  readonly runId: string;
}

const ROLES: Readonly<Record<string, AttemptProcess["role"]>> = {
  "meta_rater_gpu.attempt": "trainer",
  "meta_rater_gpu.supervise": "supervisor",
};

/** Living processes of attempts, by what they were started as, wherever a launcher placed them on this machine. Linux only. */
export async function attemptProcesses(): Promise<AttemptProcess[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(attemptProcess));
  return found.filter((process) => process !== null);
}

async function attemptProcess(pid: number): Promise<AttemptProcess | null> {
  const text = await readFile(`/proc/${String(pid)}/cmdline`, "utf8").catch(() => "");
  const known = readCommand(text.split("\0"));
  return known === null || (await processIdentity(pid)) === null ? null : { pid, ...known };
}

/** Which part a command line `python -m <module> <runs/<id>> …` plays in an attempt, null for any other. */
export function readCommand(words: readonly string[]): Omit<AttemptProcess, "pid"> | null {
  const at = words.indexOf("-m");
  const role = ROLES[words[at + 1] ?? ""];
  if (at < 1 || role === undefined || !(words[0] ?? "").includes("python")) return null;
  return { role, runId: path.basename(words[at + 2] ?? "") };
}

/** Kills at once; false when it had ended. */
export function killAtOnce(pid: number): boolean {
  try {
    process.kill(pid, "SIGKILL");
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}
