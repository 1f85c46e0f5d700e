import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const run = promisify(execFile);

/** Runs `npm run studio -- <args>` beside a running studio; what it prints as JSON. */
export async function terminal(home: string, ...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run(
    process.execPath,
    ["--import", "tsx", "server/cli/main.ts", ...args, "--json"],
    { cwd: ROOT, env: { ...process.env, STUDIO_HOME: home } },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Record<string, unknown>;
}
