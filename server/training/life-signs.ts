import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Attempt } from "@/server/training/launcher";
import { attemptPath, eventsPath, isNotFound } from "@/server/training/run-files";

interface Seen {
  readonly print: string;
  readonly at: number;
}

/**
 * How long an attempt's files have not changed, by this process' clock alone: clocks of a cluster and its storage differ.
 * Whoever looks for the first time begins to count then.
 */
export class LifeSigns {
  readonly #seen = new Map<string, Seen>();

  /** Milliseconds since a look at the attempt's files found something new. */
  async quietMs(attempt: Attempt): Promise<number> {
    const folder = attemptPath(attempt.runDirectory, attempt.number);
    const names = await readdir(folder).catch(() => []);
    const files = [...names.map((name) => path.join(folder, name)), eventsPath(attempt.runDirectory)];
    const print = (await Promise.all(files.map(printOf))).join(" ");
    const known = this.#seen.get(folder);
    const now = performance.now();
    if (known?.print === print) return now - known.at;
    this.#seen.set(folder, { print, at: now });
    return 0;
  }
}

async function printOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${file}:${String(mtimeMs)}:${String(size)}`;
  } catch (error) {
    if (isNotFound(error)) return "";
    throw error;
  }
}
