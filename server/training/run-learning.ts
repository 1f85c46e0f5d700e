import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import { fitAnswerSchema, type FitAnswer } from "@/core/learning/fit-answer";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { learnPython } from "@/server/training/learn-environment";
import { runTool } from "@/server/training/run-tool";

export interface LearningOptions {
  /** Scratch: made for the request and the answer, and removed. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Every line of progress, a JSON object. */
  readonly onLine: (line: string) => void;
}

/**
 * Has a request of docs/learning-weights.md answered by the Python package: one JSON file in, one out.
 * @throws StudioError `unavailable` with the last line the package printed when it fails, `cancelled` on abort
 */
export async function runLearning(
  request: object,
  { folder, signal, onLine }: LearningOptions,
): Promise<FitAnswer> {
  const [asked, answered] = [path.join(folder, "request.json"), path.join(folder, "answer.json")];
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(asked, JSON.stringify(request));
    const args = ["-m", "meta_rater_learn.fit", asked, answered];
    const { code, output } = await runTool(learnPython(), args, { signal, onLine });
    if (code !== 0) throw failed(code, output);
    return fitAnswerSchema.parse(JSON.parse(await readFile(answered, "utf8")));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function failed(code: number, output: string): StudioError {
  const last = output.split("\n").findLast((line) => line.trim() !== "" && !line.startsWith("{"));
  return new StudioError(
    "unavailable",
    `The regression ended with ${String(code)}${last === undefined ? "" : `: ${last.trim()}`}.`,
    "Try another model; if that fails too, remove workers/learn/.venv and try again.",
  );
}
