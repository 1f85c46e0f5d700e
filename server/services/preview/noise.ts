import { z } from "zod";
import type { ScoreParts } from "@/core/score-parts";
import type { Context } from "@/server/services/context";
import { findNoise } from "@/server/services/corpus/find-noise";
import { parseInput } from "@/server/services/parse-input";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";

export const previewNoiseInput = z.object({
  versionId: z.string().min(1),
  seed: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
});

/** Parts of the noise that a recipe with a temperature ranks by, made if need be. @throws StudioError `not-found`, `cancelled` */
export async function previewNoise({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof previewNoiseInput>;
  signal?: AbortSignal | undefined;
}): Promise<ScoreParts> {
  const { versionId, seed } = parseInput(previewNoiseInput, input);
  const { fingerprint } = await findCorpusVersion(ctx, versionId);
  return (await findNoise({ fingerprint, home: ctx.home, seed }, signal)).parts;
}
