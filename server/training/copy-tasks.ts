import { constants } from "node:fs";
import { copyFile, mkdir, opendir, stat } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";

const TASK_FILE = /\.ya?ml$/i;
/** What the harness reads without running a program of the person's. */
const DATA_FILE = /\.(json|jsonl|csv|parquet|arrow|txt)$/i;
/** Of whatever kind and in whatever folder below. */
const MOST_ENTRIES = 10_000;
const MOST_BYTES = 4 * 1024 ** 3;

const tooMuch = (folder: string, what: string): StudioError =>
  new StudioError(
    "invalid-input",
    `${folder} holds more than ${what}, the most that a folder of tasks may hold.`,
    "Name the folder of the tasks alone.",
  );

/**
 * Copies task files and data, whole folders below too; links, files of other kinds and what has a name with a dot before it stay
 * behind. Nothing is copied before the folder is known to be one of tasks.
 * @throws StudioError `invalid-input` for a folder without task files, or with too much
 */
export async function copyTasks(from: string, to: string): Promise<void> {
  const files = await filesToCopy(from);
  if (!files.some((file) => TASK_FILE.test(file)))
    throw new StudioError("invalid-input", `${from} holds no task file.`, "Put a YAML file a task there.");
  for (const file of files) {
    const target = path.join(to, path.relative(from, file));
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(file, target, constants.COPYFILE_FICLONE);
  }
}

async function filesToCopy(folder: string): Promise<string[]> {
  const files: string[] = [];
  let [entries, bytes] = [0, 0];
  for await (const { file, isToCopy } of entriesBelow(folder)) {
    entries += 1;
    if (entries > MOST_ENTRIES) throw tooMuch(folder, `${String(MOST_ENTRIES)} files`);
    if (!isToCopy) continue;
    bytes += (await stat(file)).size;
    if (bytes > MOST_BYTES) throw tooMuch(folder, `${String(MOST_BYTES / 1024 ** 3)} GiB`);
    files.push(file);
  }
  return files;
}

async function* entriesBelow(folder: string): AsyncGenerator<{ file: string; isToCopy: boolean }> {
  for await (const entry of await opendir(folder)) {
    const file = path.join(folder, entry.name);
    const isSeen = !entry.name.startsWith(".");
    const isKnown = TASK_FILE.test(entry.name) || DATA_FILE.test(entry.name);
    yield { file, isToCopy: isSeen && isKnown && entry.isFile() };
    if (isSeen && entry.isDirectory()) yield* entriesBelow(file);
  }
}
