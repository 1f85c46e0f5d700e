import { randomUUID } from "node:crypto";
import path from "node:path";
import { parseArgs } from "node:util";
import { required, type Command, type Terminal } from "@/server/cli/command";
import { findCorpus } from "@/server/cli/find-corpus";
import { share, table } from "@/server/cli/layout";
import { readRecipeFile } from "@/server/cli/read-recipe-file";
import type { RecipeInput } from "@/core/recipe";
import { runJobHere } from "@/server/services/job/run-here";
import { confirmSelection } from "@/server/services/selection/confirm";
import { countSelection } from "@/server/services/selection/count";
import { exportSelection } from "@/server/services/selection/export";
import { materialiseSelection } from "@/server/services/selection/materialise";
import type { SelectionSummary } from "@/server/services/selection/selection-summary";

export const selectCommand: Command = {
  usage: "select --corpus C --recipe FILE --out DIR",
  summary:
    "select by a recipe and write manifest.json and selection.parquet (doc_id, ordinal, domain, tokens, score)",
  async run(terminal, args) {
    const { values } = parseArgs({
      args,
      options: { corpus: { type: "string" }, recipe: { type: "string" }, out: { type: "string" } },
    });
    const { ctx } = terminal;
    const out = path.resolve(required(values.out, "--out"));
    const recipe = await readRecipeFile(required(values.recipe, "--recipe"));
    const { version } = await findCorpus(ctx, required(values.corpus, "--corpus"));
    const selection = await select(terminal, version.versionId, recipe);
    const manifest = await exportSelection({ ctx, input: { id: selection.id, folder: out } });
    const { documents, tokens, threshold, domains, contentHash } = manifest;
    const rows = domains.map(({ domain, after }) => [
      domain,
      after.documents,
      after.tokens,
      share(after.tokens, tokens),
    ]);
    return {
      json: { selectionId: selection.id, documents, tokens, threshold, domains, contentHash },
      lines: [
        ...table([["domain", "documents", "tokens", "share of tokens"], ...rows]),
        `Selected ${documents.toLocaleString("en-US")} documents with ${tokens.toLocaleString("en-US")} tokens (${share(tokens, manifest.budgetTokens)} of the budget).`,
        `Selection ${selection.id} in ${out}`,
      ],
    };
  },
};

/** Counts, confirms what was counted, and sees the files written. */
async function select(
  { ctx, signal, progress }: Terminal,
  versionId: string,
  recipe: RecipeInput,
): Promise<SelectionSummary> {
  const { documents, tokens } = await countSelection({ ctx, input: { versionId, recipe }, signal });
  const selection = await confirmSelection({
    ctx,
    input: { id: randomUUID(), versionId, recipe, expected: { documents, tokens } },
  });
  if (selection.state === "ready" || selection.jobId === null) return selection;
  await runJobHere({
    ctx,
    jobId: selection.jobId,
    run: materialiseSelection,
    shutdown: signal,
    onProgress: progress,
  });
  return selection;
}
