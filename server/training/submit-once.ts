import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { StudioError } from "@/core/errors";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { withProcessLock } from "@/server/storage/process-lock";
import { readNonce } from "@/server/training/attempt-nonce";
import { BackendUnreachable, type Attempt, type Submission } from "@/server/training/launcher";
import { attemptPath, intentPath, latestAttempt, readIfPresent } from "@/server/training/run-files";

const LOCK_PATIENCE_MS = 300_000;

/** For people who look into the folder: nothing is ever found by this id. */
const handleSchema = z.object({
  v: z.literal(1),
  jobId: z.union([z.number(), z.string()]),
  nonce: z.string(),
});

const handlePath = ({ runDirectory, number }: Pick<Attempt, "runDirectory" | "number">): string =>
  path.join(attemptPath(runDirectory, number), "handle.json");

/**
 * Number of the latest attempt that a cluster has taken. One without a handle is submitted again: its nonce tells whether its
 * job is there already.
 */
export async function findSubmitted(runDirectory: string): Promise<number> {
  const number = await latestAttempt(runDirectory);
  if (number === 0) return 0;
  return (await readIfPresent(handlePath({ runDirectory, number }))) === null ? number - 1 : number;
}

/**
 * Submits an attempt to a cluster unless that was done: the nonce is written before the job exists and the handle after it,
 * both under a lock of this machine.
 * @param label the cluster's
 * @param place places the job of a nonce, or finds it there, and returns the cluster's id of it
 */
export async function submitOnce(
  submission: Submission,
  label: string,
  place: (nonce: string) => Promise<number | string>,
): Promise<void> {
  const folder = attemptPath(submission.runDirectory, submission.number);
  await mkdir(folder, { recursive: true });
  const busy = (): StudioError => new BackendUnreachable(`${label} is being asked by another process.`);
  await withProcessLock(
    path.join(folder, "submit.lock"),
    { patienceMs: LOCK_PATIENCE_MS, busy },
    async () => {
      if ((await readIfPresent(handlePath(submission))) !== null) return;
      const nonce = (await readNonce(submission)) ?? (await writeNonce(submission));
      const jobId = await place(nonce);
      await writeFileAtomic(
        handlePath(submission),
        JSON.stringify(handleSchema.parse({ v: 1, jobId, nonce })),
      );
    },
  );
}

async function writeNonce({ runDirectory, number }: Submission): Promise<string> {
  const nonce = randomUUID();
  await writeFileAtomic(intentPath(runDirectory, number), JSON.stringify({ nonce }));
  return nonce;
}
