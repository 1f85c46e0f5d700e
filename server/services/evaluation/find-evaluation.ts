import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Evaluation } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";

export const evaluationIdInput = z.object({ id: z.uuid() });

/** @throws StudioError `not-found` */
export async function findEvaluation(ctx: Context, id: string): Promise<Evaluation> {
  const found = await ctx.db.evaluation.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (found === null) throw new StudioError("not-found", `There is no evaluation ${id}.`);
  return found;
}
