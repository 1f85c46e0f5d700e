import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";

/** What a service is about to do; reading needs no more than the workspace that every query names. */
export type Verb =
  | "import a corpus"
  | "make a synthetic corpus"
  | "archive a corpus"
  | "delete a corpus"
  | "write a data card"
  | "clean up"
  | "save a recipe"
  | "save a view"
  | "archive a view"
  | "write a report"
  | "hold a review session"
  | "learn weights"
  | "run a campaign"
  | "archive a campaign"
  | "archive a report"
  | "confirm a selection"
  | "train a model"
  | "evaluate a model"
  | "check a training backend"
  | "cancel a job"
  | "check hashes"
  | "prepare the training environment";

/**
 * The one place that decides who may do what. The person at this machine may do everything; nobody else exists yet.
 * @throws StudioError `forbidden`
 */
export function authorise(ctx: Context, verb: Verb): void {
  if (ctx.actor === "local" && ctx.workspaceId === "local") return;
  throw new StudioError("forbidden", `"${ctx.actor}" may not ${verb} in workspace "${ctx.workspaceId}".`);
}
