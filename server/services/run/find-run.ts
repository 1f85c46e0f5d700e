import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Prisma } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import { MIRRORED_EVALUATIONS } from "@/server/services/mirror/mirror-record";

export const runIdInput = z.object({ id: z.uuid() });

/** What a summary of a run is made from. */
export const RUN_PARTS = {
  attempts: { orderBy: { number: "asc" } },
  selection: {
    include: { corpusVersion: { include: { corpus: true } }, recipeVersion: true },
  },
  _count: { select: { evaluations: { where: MIRRORED_EVALUATIONS } } },
} as const satisfies Prisma.RunInclude;

export type RunParts = Prisma.RunGetPayload<{ include: typeof RUN_PARTS }>;

/** @throws StudioError `not-found` */
export async function findRun(ctx: Context, id: string): Promise<RunParts> {
  const run = await ctx.db.run.findFirst({ where: { id, workspaceId: ctx.workspaceId }, include: RUN_PARTS });
  if (run === null) throw new StudioError("not-found", `There is no run ${id}.`);
  return run;
}
