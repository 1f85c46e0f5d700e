import { spawn } from "node:child_process";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs one step: says on stderr what it does and how long it took, so that stdout stays for answers. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  process.stderr.write(`${title} …\n`);
  const result = await work();
  process.stderr.write(`  ${title}: done in ${seconds(began)}\n`);
  return result;
}

/**
 * Runs a program to its end with its output passed through.
 * @throws Error that names the program when it exits with anything but 0.
 */
export function runProgram(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ["ignore", process.stderr, process.stderr] });
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.join(" ")} ended with ${String(code)}`));
    });
  });
}

/** Runs a script of the project under tsx. */
export const runScript = (path: string, args: readonly string[] = []): Promise<void> =>
  runProgram(process.execPath, ["--import", "tsx", path, ...args]);
