import { parseArgs } from "node:util";
import type { Command } from "@/server/cli/command";
import { table } from "@/server/cli/layout";
import { listCorpora } from "@/server/services/corpus/list";

export const corporaCommand: Command = {
  usage: "corpora",
  summary: "list the imported corpora",
  async run({ ctx }, args) {
    parseArgs({ args, options: {} });
    const corpora = await listCorpora({ ctx });
    const head = ["name", "version", "documents", "tokens", "fingerprint"];
    const rows = corpora.map(({ name, number, documents, tokens, fingerprint }) => [
      ...[name, number, documents, tokens],
      fingerprint.slice(0, 12),
    ]);
    return {
      json: { corpora },
      lines:
        corpora.length === 0
          ? ["No corpus yet: npm run studio -- import <path> --name N"]
          : table([head, ...rows]),
    };
  },
};
