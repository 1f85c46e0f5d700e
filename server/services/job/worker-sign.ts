import { mkdir, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { scratchPath } from "@/server/storage/home";

/** File whose time says when a job worker last looked for work. */
export const workerSignPath = (home: string): string => scratchPath("worker-sign", home);

const EVERY_MS = 5_000;

/** Gives a sign of life at most every 5 seconds; a disk that takes none does not end the worker. */
export function workerSign(home: string): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - last < EVERY_MS) return;
    last = performance.now();
    touch(workerSignPath(home)).catch(() => undefined);
  };
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(async () => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, "");
  });
}
