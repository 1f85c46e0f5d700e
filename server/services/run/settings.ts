import type { z } from "zod";
import type { ModelId } from "@/core/models";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findRun, runIdInput } from "@/server/services/run/find-run";
import { modelSchema, runConfigSchema, type RunConfig } from "@/server/services/run/run-config";

/** Everything a run was started with. */
export interface RunSettings extends RunConfig {
  readonly name: string;
  readonly selectionId: string;
  readonly backend: string;
  readonly model: ModelId;
}

/** @throws StudioError `not-found` */
export async function runSettings({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof runIdInput>;
}): Promise<RunSettings> {
  const { id } = parseInput(runIdInput, input);
  const { name, selectionId, backend, model, config } = await findRun(ctx, id);
  return { name, selectionId, backend, model: modelSchema.parse(model), ...runConfigSchema.parse(config) };
}
