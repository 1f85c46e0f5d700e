import { z } from "zod";
import { MOST_SEEDS } from "@/core/synthetic/synthetic-sql";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { enqueueJob } from "@/server/services/job/enqueue";
import { parseInput } from "@/server/services/parse-input";

const MOST_DOCUMENTS = 100_000_000;

export const synthesiseInput = z.strictObject({
  /** Made by the client: a repeat is the same act, and the version it makes has this id. */
  id: z.uuid(),
  name: z.string().trim().min(1).max(120),
  documents: z.number().int().positive().max(MOST_DOCUMENTS).default(1_000_000),
  /** The same seed makes the same documents. */
  seed: z
    .number()
    .int()
    .min(0)
    .max(MOST_SEEDS - 1)
    .default(1),
});

/** Queues the making of a synthetic corpus. @throws StudioError `invalid-input` */
export async function requestSynthesis({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof synthesiseInput>;
}): Promise<{ jobId: string }> {
  const wanted = parseInput(synthesiseInput, input);
  authorise(ctx, "make a synthetic corpus");
  const job = await enqueueJob({
    db: ctx.db,
    ctx,
    kind: "synthesise-corpus",
    key: `synthesise:${wanted.id}`,
    payload: wanted,
    id: wanted.id,
  });
  return { jobId: job.id };
}
