import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const LINUX = process.platform === "linux";

/**
 * A name for one life of a process, or null when no process of that id runs: the pid alone is handed out again.
 * Linux: boot id and start tick of /proc/<pid>/stat; elsewhere the start time of `ps`, exact to a second.
 * A zombie, which nobody has waited for, counts as ended.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  try {
    return LINUX ? await linuxIdentity(pid) : await psIdentity(pid);
  } catch {
    return null;
  }
}

async function linuxIdentity(pid: number): Promise<string | null> {
  const [stat, boot] = await Promise.all([
    readFile(`/proc/${String(pid)}/stat`, "utf8"),
    readFile("/proc/sys/kernel/random/boot_id", "utf8"),
  ]);
  const { state, startTick } = parseStat(stat);
  return state === "Z" || state === "X" ? null : `linux:${boot.trim()}:${startTick}`;
}

/** proc(5): the second field is the name in parentheses and may hold blanks and parentheses; state is field 3, start 22. */
export function parseStat(stat: string): { readonly state: string; readonly startTick: string } {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", startTick: fields[19] ?? "" };
}

async function psIdentity(pid: number): Promise<string | null> {
  const { stdout } = await run("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
    env: { ...process.env, LC_ALL: "C" },
  });
  const [state = "", ...start] = stdout.trim().split(/\s+/);
  return state === "" || state.startsWith("Z") ? null : `ps:${start.join(" ")}`;
}
