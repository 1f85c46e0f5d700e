import { z } from "zod";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import type { SessionSummary } from "@/server/services/review/session-summary";

export const getSessionInput = z.strictObject({ id: z.string().min(1) });

/** @throws StudioError `not-found` */
export const getSession = ({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof getSessionInput>;
}): Promise<SessionSummary> => findSession(ctx, parseInput(getSessionInput, input).id);
