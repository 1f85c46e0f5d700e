import { refusalOf, type Verb } from "@/core/access";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";

/** The one place that decides who may do what (core/access.ts). @throws StudioError `forbidden` */
export function authorise(ctx: Context, verb: Verb): void {
  const refusal = refusalOf(ctx.role, verb);
  if (refusal !== null) throw new StudioError("forbidden", refusal, "Ask an admin of the studio.");
}
