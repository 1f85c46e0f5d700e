import type { z } from "zod";
import { StudioError } from "@/core/errors";
import { newestResults } from "@/core/evaluation/newest-results";
import { parameterCount } from "@/core/models";
import { modelCardMarkdown } from "@/core/model-card-markdown";
import { parseRecipe } from "@/core/recipe";
import { BOUNDARY_TOKENS } from "@/core/training-plan";
import type { Context } from "@/server/services/context";
import { getDataCard } from "@/server/services/corpus/data-card";
import { evaluationsOfRun } from "@/server/services/evaluation/list-of-run";
import { parseInput } from "@/server/services/parse-input";
import { findRun, runIdInput } from "@/server/services/run/find-run";
import { runConfigSchema } from "@/server/services/run/run-config";
import { selectedDomains } from "@/server/services/run/selected-domains";
import { runPath } from "@/server/storage/home";
import { curvesOf } from "@/server/training/curves-cache";

/** The Hugging Face card of a finished run, Markdown. @throws StudioError `not-found`, `not-ready` before it has succeeded */
export async function modelCard({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof runIdInput>;
}): Promise<{ readonly name: string; readonly text: string }> {
  const { id } = parseInput(runIdInput, input);
  const run = await findRun(ctx, id);
  const { selection } = run;
  if (run.state !== "succeeded" || run.bundleSha256 === null || selection.contentHash === null)
    throw new StudioError(
      "not-ready",
      `The run "${run.name}" has no model yet: it is ${run.state}.`,
      "A run has a model card once it has succeeded.",
    );
  const { corpus, number } = selection.corpusVersion;
  const { shape, train } = runConfigSchema.parse(run.config);
  const { fields } = await getDataCard({ ctx, input: { corpusId: corpus.id } });
  const curves = await curvesOf(runPath(id, ctx.home));
  const [documents, tokens] = [Number(selection.documents), Number(selection.tokens)];
  const trainedTokens = run.step * train.batchTokens;
  const last = curves.validation.at(-1);
  const text = modelCardMarkdown({
    ...{ name: run.name, parameters: parameterCount(shape) },
    corpus: { name: corpus.name, number, fingerprint: selection.fingerprint, licence: fields.licence },
    ...{ recipe: parseRecipe(selection.body), recipeHash: selection.recipeHash },
    ...{ selectionKey: selection.selectionKey, contentHash: selection.contentHash, documents, tokens },
    domains: await selectedDomains(ctx, selection),
    ...{ shape, train, trainedTokens, passes: trainedTokens / (tokens + BOUNDARY_TOKENS * documents) },
    device: curves.device,
    losses: {
      train: curves.train.at(-1)?.loss ?? null,
      firstValidation: curves.validation[0]?.loss ?? null,
      validation: last?.loss ?? null,
      byDomain: last?.byDomain ?? {},
    },
    ...{ bundleSha256: run.bundleSha256, modelSha256: run.modelSha256 },
    results: newestResults(await evaluationsOfRun({ ctx, input: { id } })),
  });
  return { name: "README.md", text };
}
