import type { JobRun } from "@/server/services/job/job-runner";

/** Reads files for a job: stops with it and tells how many bytes were read. */
export function bytesOf({ signal, report }: JobRun, phase: string) {
  let done = 0;
  const onBytes = (bytes: number): void =>
    report({ done: (done += bytes), total: null, unit: "bytes", phase, rate: null });
  return { signal, onBytes };
}
