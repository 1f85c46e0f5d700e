import { z } from "zod";
import type { FitAnswer } from "@/core/learning/fit-answer";
import type { JobProgress } from "@/server/services/job/job-summary";
import { scratchPath } from "@/server/storage/home";
import { setupLearn } from "@/server/training/learn-environment";
import { runLearning } from "@/server/training/run-learning";

interface Learning {
  readonly home: string;
  /** Of the scratch folder. */
  readonly name: string;
  readonly signal: AbortSignal;
  readonly report: (progress: JobProgress) => void;
}

/** Has a request of docs/learning-weights.md answered; makes the Python environment at first need. @throws StudioError `unavailable`, `cancelled` */
export async function learn(request: object, { home, name, signal, report }: Learning): Promise<FitAnswer> {
  await setupLearn({
    signal,
    report: (line) => report({ done: 0, total: null, unit: "steps", phase: line, rate: null }),
  });
  return runLearning(request, {
    folder: scratchPath(name, home),
    signal,
    onLine: (line) => tell(line, report),
  });
}

const lineSchema = z.object({ phase: z.string(), done: z.number(), total: z.number(), unit: z.string() });

/** Passes a line of progress on; anything else that is printed is none. */
function tell(line: string, report: Learning["report"]): void {
  if (!line.startsWith("{")) return;
  const parsed = lineSchema.safeParse(JSON.parse(line));
  if (parsed.success) report({ ...parsed.data, rate: null });
}
