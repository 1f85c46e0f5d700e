import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { CorpusVersion } from "@/generated/sqlite/client";
import { openDuckDb } from "@/server/duckdb/engine";
import type { Context } from "@/server/services/context";
import { deletedVersion } from "@/server/services/corpus/deleted-version";
import { findCorpus } from "@/server/services/corpus/find-corpus";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { diffVersions, type DiffProgress, type DiffSide } from "@/server/services/corpus/version-diff";
import type { VersionDiff } from "@/server/services/corpus/diff-tally";
import { DIGESTS_FILE } from "@/server/services/corpus/version-files";
import { followWork, type WorkEvent } from "@/server/services/follow-work";
import { parseInput } from "@/server/services/parse-input";
import { corpusPath } from "@/server/storage/home";

export const compareVersionsInput = z.object({
  corpusId: z.string().min(1),
  /** Numbers of the two versions. */
  before: z.number().int().positive(),
  after: z.number().int().positive(),
});

export interface VersionComparison extends VersionDiff {
  readonly seconds: number;
}

export type ComparisonEvent = WorkEvent<VersionComparison, DiffProgress>;

/**
 * What is new, gone, changed and unchanged from one version of a corpus to another, exactly, with progress; it ends when
 * nobody listens any more.
 * @throws StudioError `not-found`; `not-ready` for a version that was imported before digests were kept; `cancelled`
 */
export async function* compareVersions({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof compareVersionsInput>;
  signal?: AbortSignal | undefined;
}): AsyncGenerator<ComparisonEvent, void> {
  const began = performance.now();
  const { corpusId, ...numbers } = parseInput(compareVersionsInput, input);
  await findCorpus(ctx, { corpusId, number: numbers.before });
  const corpus = await findCorpus(ctx, { corpusId, number: numbers.after });
  const side = (number: number): Promise<DiffSide> =>
    sideOf(
      ctx,
      corpus.name,
      corpus.versions.find((version) => version.number === number),
    );
  const [before, after] = [await side(numbers.before), await side(numbers.after)];
  yield* followWork<VersionComparison, DiffProgress>(signal, async (left, onProgress) => {
    const engine = await openDuckDb();
    try {
      const diff = await diffVersions({ engine, home: ctx.home, before, after, signal: left, onProgress });
      return { ...diff, seconds: (performance.now() - began) / 1000 };
    } finally {
      engine.close();
    }
  });
}

async function sideOf(
  { home }: Context,
  name: string,
  version: CorpusVersion | undefined,
): Promise<DiffSide> {
  if (version === undefined) throw new StudioError("not-found", `"${name}" has no such version.`);
  const { number, fingerprint, documents, deletedAt } = version;
  if (deletedAt !== null) throw deletedVersion(version, name);
  if (!existsSync(path.join(corpusPath(fingerprint, home), DIGESTS_FILE))) {
    throw new StudioError(
      "not-ready",
      `Version ${String(number)} of "${name}" does not say which documents it holds.`,
      "Import the same documents again to compare.",
    );
  }
  const { domains } = await knownStatistics(fingerprint, home);
  return { fingerprint, documents: Number(documents), domains };
}
