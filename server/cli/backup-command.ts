import path from "node:path";
import { parseArgs } from "node:util";
import { required, type Command } from "@/server/cli/command";
import { size } from "@/server/cli/layout";
import { backUp } from "@/server/services/backup/back-up";

export const backupCommand: Command = {
  usage: "backup <file.tar> [--with-corpora]",
  summary: "write database and files to one archive, also while the studio runs; corpora only if asked for",
  async run({ ctx, signal, progress }, args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { "with-corpora": { type: "boolean", default: false } },
    });
    const file = path.resolve(required(positionals[0], "The file"));
    const done = await backUp({
      ctx,
      input: { file, withCorpora: values["with-corpora"] },
      signal,
      report: progress,
    });
    return {
      json: done,
      lines: [`Wrote ${done.file}: the database and ${String(done.files)} files, ${size(done.bytes)}.`],
    };
  },
};
