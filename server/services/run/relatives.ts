import type { z } from "zod";
import { runDifferences, type RunDifference } from "@/core/run-differences";
import type { Run } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findRun, runIdInput } from "@/server/services/run/find-run";
import { runConfigSchema } from "@/server/services/run/run-config";

export interface Relative {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** From the parent to the child. */
  readonly differences: readonly RunDifference[];
}

export interface Relatives {
  /** The run it trains again. */
  readonly parent: Relative | null;
  /** Runs that train it again, oldest first. */
  readonly children: readonly Relative[];
}

/** What a run trains again, what trains it again, and what each changes. @throws StudioError `not-found` */
export async function runRelatives({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof runIdInput>;
}): Promise<Relatives> {
  const { id } = parseInput(runIdInput, input);
  const run = await findRun(ctx, id);
  const own = { workspaceId: ctx.workspaceId };
  const parent =
    run.parentId === null ? null : await ctx.db.run.findFirst({ where: { id: run.parentId, ...own } });
  const children = await ctx.db.run.findMany({
    where: { parentId: id, ...own },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return {
    parent: parent === null ? null : toRelative(parent, differencesOf(parent, run)),
    children: children.map((child) => toRelative(child, differencesOf(run, child))),
  };
}

const toRelative = ({ id, name, state }: Run, differences: readonly RunDifference[]): Relative => ({
  ...{ id, name, state, differences },
});

const differencesOf = (parent: Run, child: Run): RunDifference[] =>
  runDifferences(settingsOf(parent), settingsOf(child));

const settingsOf = ({ backend, model, config }: Run) => ({
  backend,
  model,
  ...runConfigSchema.parse(config),
});
