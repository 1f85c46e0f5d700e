import { readTail } from "@/server/training/read-tail";
import { attemptLogPath, jobLogPath, RAY_LOG, SLURM_LOG } from "@/server/training/run-files";

/** The last `bytes` of what an attempt printed, and then of what its job on a cluster did, if there was any. */
export async function readAttemptLog(runDirectory: string, attempt: number, bytes: number): Promise<string> {
  const jobLogs = ([SLURM_LOG, RAY_LOG] as const).map((name) => jobLogPath(runDirectory, attempt, name));
  const files = [attemptLogPath(runDirectory, attempt), ...jobLogs];
  const parts = await Promise.all(files.map((file) => readTail(file, bytes)));
  return parts.filter(Boolean).join("\n");
}
