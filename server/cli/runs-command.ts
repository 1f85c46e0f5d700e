import { parseArgs } from "node:util";
import type { Command } from "@/server/cli/command";
import { table } from "@/server/cli/layout";
import { listRuns } from "@/server/services/run/list";

export const runsCommand: Command = {
  usage: "runs",
  summary: "list training runs, newest first",
  async run({ ctx }, args) {
    parseArgs({ args, options: {} });
    const runs = await listRuns({ ctx });
    const head = ["id", "name", "model", "state", "step", "validation loss"];
    const rows = runs.map(({ id, name, model, state, step, totalSteps, validationLoss }) => [
      ...[id, name, model, state, `${String(step)}/${String(totalSteps)}`],
      validationLoss === null ? "–" : validationLoss.toFixed(4),
    ]);
    return { json: { runs }, lines: runs.length === 0 ? ["No run yet."] : table([head, ...rows]) };
  },
};
