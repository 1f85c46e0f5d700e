import { parseArgs } from "node:util";
import type { Command } from "@/server/cli/command";
import { size, table } from "@/server/cli/layout";
import { cleanUp } from "@/server/services/corpus/clean-up";
import { listLeftovers } from "@/server/services/corpus/list-leftovers";

export const cleanCommand: Command = {
  usage: "clean [--yes]",
  summary: "list what nothing needs any more, with sizes; --yes removes it",
  async run({ ctx }, args) {
    const { values } = parseArgs({ args, options: { yes: { type: "boolean", default: false } } });
    const leftovers = await listLeftovers({ ctx });
    const total = leftovers.reduce((sum, leftover) => sum + leftover.bytes, 0);
    if (leftovers.length === 0) {
      return { json: { leftovers, bytes: 0, removed: [] }, lines: ["Nothing to clean up."] };
    }
    const paths = leftovers.map(({ path }) => path);
    const removed = values.yes ? (await cleanUp({ ctx, input: { paths } })).paths : [];
    const rows = leftovers.map((leftover) => [leftover.path, size(leftover.bytes), leftover.why]);
    return {
      json: { leftovers, bytes: total, removed },
      lines: [
        ...table([["path", "size", "why"], ...rows]),
        values.yes
          ? `Removed ${String(removed.length)} of ${String(paths.length)}, ${size(total)}.`
          : `${size(total)} in all; clean --yes removes them.`,
      ],
    };
  },
};
