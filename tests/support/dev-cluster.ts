import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const SCRIPTS = path.join(import.meta.dirname, "..", "..", "scripts");
/** Exit code of the scripts where what they start cannot be made on this machine. */
const CANNOT_BE_MADE = 3;
/** What is not there yet is installed, which takes minutes. */
const PATIENCE_MS = 600_000;

/** Runs a verb of a script on a cluster that lies in a folder; returns what it printed. */
export type DevScript = (verb: string) => Promise<string>;

export const devScript =
  (name: "mlflow-dev" | "ray-dev" | "slurm-dev", home: string): DevScript =>
  async (verb) =>
    (await run(path.join(SCRIPTS, name), [verb, "--home", home], { timeout: PATIENCE_MS })).stdout;

/** Starts a cluster: what its script printed, or why it cannot be made here. @throws when it could be made and does not start */
export async function startCluster(
  script: DevScript,
): Promise<{ readonly printed: string } | { readonly lacking: string }> {
  try {
    return { printed: await script("up") };
  } catch (error) {
    await script("down").catch(() => undefined);
    if (!(error instanceof Error && "code" in error && error.code === CANNOT_BE_MADE)) throw error;
    return { lacking: "stderr" in error ? String(error.stderr).trim() : error.message };
  }
}
