import { z } from "zod";
import type { Context } from "@/server/services/context";
import { readProfile, type CorpusProfile } from "@/server/services/corpus/corpus-profile";
import { parseInput } from "@/server/services/parse-input";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";

export const corpusProfileInput = z.object({ versionId: z.string().min(1) });

/** Lengths and correlations of a version if they were measured before, null otherwise. @throws StudioError `not-found` */
export async function getProfile({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof corpusProfileInput>;
}): Promise<CorpusProfile | null> {
  const { versionId } = parseInput(corpusProfileInput, input);
  const { fingerprint } = await findCorpusVersion(ctx, versionId);
  return readProfile(fingerprint, ctx.home);
}
