import { readTail } from "@/server/training/read-tail";
import { attemptLogPath, jobLogPath } from "@/server/training/run-files";

/** The last `bytes` of what an attempt printed, and then of what its batch job did, if there was any. */
export async function readAttemptLog(runDirectory: string, attempt: number, bytes: number): Promise<string> {
  const files = [attemptLogPath(runDirectory, attempt), jobLogPath(runDirectory, attempt)];
  const [printed, job] = await Promise.all(files.map((file) => readTail(file, bytes)));
  return [printed, job].filter(Boolean).join("\n");
}
