import type { z } from "zod";
import { transaction } from "@/server/db/transaction";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { enqueueJob } from "@/server/services/job/enqueue";
import { parseInput } from "@/server/services/parse-input";
import { findRun, runIdInput } from "@/server/services/run/find-run";
import { checkKey } from "@/server/services/run/lineage";

/** Queues a check of the hashes of a run, or joins the one under way. @throws StudioError `not-found` */
export async function requestCheck({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof runIdInput>;
}): Promise<{ jobId: string }> {
  const { id } = parseInput(runIdInput, input);
  authorise(ctx, "check hashes");
  await findRun(ctx, id);
  const job = await transaction(ctx.db, (db) =>
    enqueueJob({ db, ctx, kind: "check-lineage", key: checkKey(id), payload: { runId: id }, again: true }),
  );
  return { jobId: job.id };
}
