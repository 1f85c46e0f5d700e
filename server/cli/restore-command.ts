import path from "node:path";
import { parseArgs } from "node:util";
import { required, type Command } from "@/server/cli/command";
import { restore } from "@/server/services/backup/restore";

export const restoreCommand: Command = {
  usage: "restore <file.tar> [--force]",
  summary: "fill an empty studio from a backup, whichever database it had; --force replaces what is there",
  async run({ ctx, signal }, args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { force: { type: "boolean", default: false } },
    });
    const file = path.resolve(required(positionals[0], "The file"));
    const done = await restore({ ctx, input: { file, force: values.force }, signal });
    const corpora = done.withCorpora ? [] : ["It holds no corpora: import them again from where they came."];
    return {
      json: done,
      lines: [
        `Restored the backup of ${done.createdAt}: the database and ${String(done.files)} files.`,
        ...corpora,
      ],
    };
  },
};
