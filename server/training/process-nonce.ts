import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { promisify } from "node:util";
import { processIdentity } from "@/server/storage/process-identity";

const run = promisify(execFile);
const LINUX = process.platform === "linux";

/** Name of the environment variable that marks every process of an attempt with the nonce of its handle. */
export const NONCE_VARIABLE = "META_RATER_NONCE";

/** Ids of all living processes that carry the nonce, whoever their parent is by now. Own processes only. */
export async function processesWithNonce(nonce: string): Promise<number[]> {
  return LINUX ? linuxProcesses(nonce) : psProcesses(nonce);
}

async function linuxProcesses(nonce: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const marked = await Promise.all(
    pids.map(async (pid) => (await carries(pid, nonce)) && (await processIdentity(pid)) !== null),
  );
  return pids.filter((_, position) => marked[position]);
}

async function carries(pid: number, nonce: string): Promise<boolean> {
  try {
    const environment = await readFile(`/proc/${String(pid)}/environ`, "utf8");
    return environment.split("\0").includes(`${NONCE_VARIABLE}=${nonce}`);
  } catch {
    return false;
  }
}

async function psProcesses(nonce: string): Promise<number[]> {
  const { stdout } = await run("ps", ["-A", "-E", "-ww", "-o", "pid=,command="], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout
    .split("\n")
    .filter((line) => line.includes(`${NONCE_VARIABLE}=${nonce}`))
    .map((line) => Number.parseInt(line, 10));
}
