import type { z } from "zod";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import type { Context } from "@/server/services/context";
import { keepProfile, readProfile, type CorpusProfile } from "@/server/services/corpus/corpus-profile";
import { corpusProfileInput } from "@/server/services/corpus/get-profile";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { measureProfile, type ProfileProgress } from "@/server/services/corpus/measure-profile";
import { SharedWork } from "@/server/services/shared-work";
import { followWork, type WorkEvent } from "@/server/services/follow-work";
import { parseInput } from "@/server/services/parse-input";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";

export type ProfileEvent = WorkEvent<CorpusProfile, ProfileProgress>;

/** Kept on `globalThis`: a development server evaluates modules again. */
const kept: typeof globalThis & { studioProfiles?: SharedWork<CorpusProfile, ProfileProgress> } = globalThis;

/**
 * Measures lengths and correlations of a version, or reads them where that has been done, and tells how far it is. When
 * nobody listens any more the work ends, unless another page waits for the same.
 * @throws StudioError `not-found`, `cancelled`
 */
export async function* openProfile({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof corpusProfileInput>;
  signal?: AbortSignal | undefined;
}): AsyncGenerator<ProfileEvent, void> {
  const { versionId } = parseInput(corpusProfileInput, input);
  const { fingerprint } = await findCorpusVersion(ctx, versionId);
  yield* followWork<CorpusProfile, ProfileProgress>(signal, (left, report) =>
    profileOf(fingerprint, ctx.home, left, report),
  );
}

function profileOf(
  fingerprint: string,
  home: string,
  signal: AbortSignal,
  onProgress: (progress: ProfileProgress) => void,
): Promise<CorpusProfile> {
  kept.studioProfiles ??= new SharedWork();
  return kept.studioProfiles.join(
    `${home}\n${fingerprint}`,
    async (shared, report) => {
      const known = await readProfile(fingerprint, home);
      if (known !== null) return known;
      const statistics = await knownStatistics(fingerprint, home);
      const measured = await withCorpus(
        fingerprint,
        (engine, table) => measureProfile({ engine, table, statistics, signal: shared, onProgress: report }),
        { home },
      );
      return keepProfile(fingerprint, home, measured);
    },
    { signal, onProgress },
  );
}
