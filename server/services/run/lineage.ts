import type { z } from "zod";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findRun, runIdInput } from "@/server/services/run/find-run";
import { runPath } from "@/server/storage/home";
import { curvesOf } from "@/server/training/curves-cache";

/** The chain from the documents to what was measured of the model, each link with the hash that pins it; null while there is none. */
export interface Lineage {
  readonly corpus: {
    readonly id: string;
    readonly name: string;
    readonly number: number;
    readonly fingerprint: string;
  };
  readonly recipeHash: string;
  readonly recipeNumber: number | null;
  readonly contentHash: string | null;
  readonly bundleSha256: string | null;
  /** The newest checkpoint that the trainer told of. */
  readonly checkpoint: { readonly step: number; readonly path: string } | null;
  readonly modelSha256: string | null;
  /** The newest evaluation that has succeeded, of so many. */
  readonly evaluation: { readonly count: number; readonly resultsSha256: string | null } | null;
  /** The job that checked the hashes last. */
  readonly checkJobId: string | null;
}

export const checkKey = (runId: string): string => `check:${runId}`;

/** @throws StudioError `not-found` */
export async function runLineage({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof runIdInput>;
}): Promise<Lineage> {
  const { id } = parseInput(runIdInput, input);
  const { selection, bundleSha256, modelSha256 } = await findRun(ctx, id);
  const { corpus, number } = selection.corpusVersion;
  const { checkpoints } = await curvesOf(runPath(id, ctx.home));
  const measured = await ctx.db.evaluation.findMany({
    where: { runId: id, state: "succeeded" },
    orderBy: { createdAt: "desc" },
    select: { resultsSha256: true },
  });
  const [newest] = measured;
  const job = await ctx.db.job.findUnique({ where: { key: checkKey(id) }, select: { id: true } });
  return {
    corpus: { id: corpus.id, name: corpus.name, number, fingerprint: selection.fingerprint },
    recipeHash: selection.recipeHash,
    recipeNumber: selection.recipeVersion?.number ?? null,
    contentHash: selection.contentHash,
    bundleSha256,
    checkpoint: checkpoints.at(-1) ?? null,
    modelSha256,
    evaluation: newest === undefined ? null : { count: measured.length, resultsSha256: newest.resultsSha256 },
    checkJobId: job?.id ?? null,
  };
}
