import { readFile, rm, writeFile } from "node:fs/promises";
import { StudioError } from "@/core/errors";
import { processIdentity } from "@/server/training/process-identity";

/**
 * Runs `work` as the only one of this machine: the lock file names the process that holds it and one life of that process,
 * so that a lock left by a crash does not hold.
 * @throws StudioError `conflict` while another process holds it.
 */
export async function withSetupLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${String(process.pid)} ${(await processIdentity(process.pid)) ?? ""}`;
  if (!(await take(file, mine))) {
    if (await isHeld(file)) throw busy();
    await rm(file, { force: true });
    if (!(await take(file, mine))) throw busy();
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string, mine: string): Promise<boolean> {
  try {
    await writeFile(file, mine, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function isHeld(file: string): Promise<boolean> {
  const [pid = "", ...identity] = (await readFile(file, "utf8").catch(() => "")).split(" ");
  return identity.length > 0 && (await processIdentity(Number(pid))) === identity.join(" ");
}

const busy = (): StudioError =>
  new StudioError(
    "conflict",
    "The training environment is being prepared by another process.",
    "Wait until it has finished, then try again.",
  );
