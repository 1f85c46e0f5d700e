import { parseArgs } from "node:util";
import { levelsOf, RATERS } from "@/core/raters";
import type { Command } from "@/server/cli/command";
import { table } from "@/server/cli/layout";

export const ratersCommand: Command = {
  usage: "raters",
  summary: "list the 25 raters with their fields and published weights",
  run(_terminal, args) {
    parseArgs({ args, options: {} });
    const raters = RATERS.map((rater) => ({
      id: rater.id,
      label: rater.label,
      family: rater.family,
      field: rater.source.field,
      levels: levelsOf(rater),
      publishedWeight: rater.publishedWeight,
    }));
    const head = ["id", "family", "field", "published weight"];
    const rows = raters.map(({ id, family, field, publishedWeight }) => [
      id,
      family,
      field,
      publishedWeight.toFixed(4),
    ]);
    return Promise.resolve({ json: { raters }, lines: table([head, ...rows]) });
  },
};
