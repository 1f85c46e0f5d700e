import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { isSynthetic } from "@/server/services/corpus/synthetic-corpora";

interface TrainedOn {
  readonly fingerprint: string;
  readonly corpusVersionId: string;
}

/**
 * @throws StudioError `forbidden` for a synthetic corpus: made-up documents would train a model on nothing and cost what a real
 * training costs; `not-ready` for one without a validation set: a loss on the training data alone cannot tell a good selection
 * from a bad one
 */
export async function requireTrainable(ctx: Context, corpus: TrainedOn): Promise<void> {
  await refuseSynthetic(ctx, corpus);
  await requireValidation(ctx, corpus);
}

async function refuseSynthetic(ctx: Context, { fingerprint }: TrainedOn): Promise<void> {
  if (!(await isSynthetic(fingerprint, ctx.home))) return;
  throw new StudioError(
    "forbidden",
    "This selection is of a synthetic corpus: its documents are made up, so there is nothing to learn from them.",
    "Import a real corpus and select from it with the same recipe.",
  );
}

async function requireValidation(ctx: Context, { corpusVersionId }: TrainedOn): Promise<void> {
  const version = await ctx.db.corpusVersion.findUniqueOrThrow({
    where: { id: corpusVersionId },
    include: { corpus: true },
  });
  if (version.validationDocuments > 0n) return;
  throw new StudioError(
    "not-ready",
    `The corpus "${version.corpus.name}" has no validation set, so there would be no validation loss.`,
    "Import it again with a share held out (--holdout 0.01) or with a validation set of its own (--validation PATH).",
  );
}
