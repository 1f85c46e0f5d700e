import { z } from "zod";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findRun } from "@/server/services/run/find-run";
import { runPath } from "@/server/storage/home";
import { readAttemptLog } from "@/server/training/attempt-log";
import { latestAttempt } from "@/server/training/run-files";

export const readRunLogInput = z.object({
  id: z.uuid(),
  /** Default: the latest. */
  attempt: z.number().int().positive().optional(),
  /** Bytes from the end. */
  tail: z.number().int().positive().max(1_048_576).default(65_536),
});

export interface RunLog {
  readonly text: string;
  /** 0 while nothing was started. */
  readonly attempt: number;
}

/** The last of what an attempt and its batch job printed; empty before it printed anything. */
export async function readRunLog({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof readRunLogInput>;
}): Promise<RunLog> {
  const { id, attempt: wanted, tail } = parseInput(readRunLogInput, input);
  await findRun(ctx, id);
  const runDirectory = runPath(id, ctx.home);
  const attempt = wanted ?? (await latestAttempt(runDirectory));
  return { text: attempt === 0 ? "" : await readAttemptLog(runDirectory, attempt, tail), attempt };
}
