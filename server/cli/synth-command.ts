import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { given, numeric, required, type Command } from "@/server/cli/command";
import { synthesiseCorpus } from "@/server/services/corpus/synthesise";

export const synthCommand: Command = {
  usage: "synth --name N [--documents N] [--seed S]",
  summary: "make a corpus of synthetic scores (default 1,000,000 documents) to try the studio at size",
  async run({ ctx, signal, progress }, args) {
    const { values } = parseArgs({
      args,
      options: { name: { type: "string" }, documents: { type: "string" }, seed: { type: "string" } },
    });
    const began = performance.now();
    const made = await synthesiseCorpus({
      ctx,
      input: {
        id: randomUUID(),
        name: required(values.name, "--name"),
        ...given({
          documents: numeric(values.documents, "--documents"),
          seed: numeric(values.seed, "--seed"),
        }),
      },
      signal,
      report: progress,
    });
    const seconds = Math.round(performance.now() - began) / 1000;
    const { corpusId, fingerprint, documents, tokens, missing, number } = made;
    const count = (value: number): string => value.toLocaleString("en-US");
    return {
      json: { corpusId, fingerprint, documents, tokens, missing, seconds },
      lines: [
        `Made ${values.name ?? ""} version ${String(number)}: ${count(documents)} synthetic documents, ${count(tokens)} tokens, in ${String(seconds)} s.`,
        `Fingerprint ${fingerprint}`,
      ],
    };
  },
};
