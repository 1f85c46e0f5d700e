import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { given, numeric, required, type Command } from "@/server/cli/command";
import { readMapOptions } from "@/server/cli/read-map-options";
import { importCorpus } from "@/server/services/corpus/import";

export const importCommand: Command = {
  usage:
    "import <path> --name N [--map PART=COLUMN]… [--tokens-field F] [--max-rejects SHARE] [--holdout SHARE] [--validation PATH]",
  summary:
    "import .jsonl, .jsonl.gz, .jsonl.zst and .parquet files, each folder a domain; --map text=raw_content where columns are named otherwise",
  async run({ ctx, signal, progress }, args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: { type: "string" },
        map: { type: "string", multiple: true },
        "tokens-field": { type: "string" },
        "max-rejects": { type: "string" },
        holdout: { type: "string" },
        validation: { type: "string" },
      },
    });
    const imported = await importCorpus({
      ctx,
      input: {
        id: randomUUID(),
        path: required(positionals[0], "The path to import"),
        name: required(values.name, "--name"),
        ...given({
          mapping: values.map === undefined ? undefined : readMapOptions(values.map),
          tokensField: values["tokens-field"],
          maxRejects: numeric(values["max-rejects"], "--max-rejects"),
          holdout: numeric(values.holdout, "--holdout"),
          validationPath: values.validation,
        }),
      },
      signal,
      report: progress,
      // The terminal acts with the rights of the person who types.
      roots: null,
    });
    const { corpusId, fingerprint, documents, tokens, rejected, missing } = imported;
    const count = (value: number): string => value.toLocaleString("en-US");
    return {
      json: { corpusId, fingerprint, documents, tokens, rejected, missing },
      lines: [
        `Imported ${values.name ?? ""} version ${String(imported.number)}: ${count(documents)} documents, ${count(tokens)} tokens.`,
        `${count(rejected)} rows rejected, ${count(missing)} values missing, ${count(imported.validationDocuments)} documents held out.`,
        `Fingerprint ${fingerprint}`,
      ],
    };
  },
};
