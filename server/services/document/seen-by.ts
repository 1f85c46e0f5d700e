import { z } from "zod";
import { isEnded } from "@/core/run-states";
import { BOUNDARY_TOKENS } from "@/core/training-plan";
import type { Run, Selection } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import { findDocument } from "@/server/services/document/find";
import { documentIds } from "@/server/services/document/ids";
import { noSuchDocument } from "@/server/services/document/no-such-document";
import { parseInput } from "@/server/services/parse-input";
import { runConfigSchema } from "@/server/services/run/run-config";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
import { isMember } from "@/server/services/selection/selection-members";

export const seenByInput = z.object({
  versionId: z.string().min(1),
  ordinal: z.number().int().nonnegative(),
});

/** A run whose selection holds a document. */
export interface SeeingRun {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly state: string;
  readonly selectionId: string;
  /** Of the corpus version that the selection is of. */
  readonly number: number;
  /**
   * Passes over the selection so far. Every pass holds each document once in an order of its own, so that the document was
   * read ⌊passes⌋ times at least and ⌈passes⌉ times at most.
   */
  readonly passes: number;
  /** Whether it may still read the document. */
  readonly isOpen: boolean;
}

export interface SeenBy {
  readonly runs: readonly SeeingRun[];
  /** Runs on any version of the corpus that were asked about. */
  readonly examined: number;
  /** Names of runs whose selection is not on the disk any more. */
  readonly unknown: readonly string[];
}

type Version = Awaited<ReturnType<typeof findCorpusVersion>>;

/**
 * The runs that trained on a document, over all versions of its corpus that hold its id, newest first; by what the written
 * selections hold. @throws StudioError `not-found`, `cancelled`
 */
export async function documentSeenBy({
  ctx,
  input,
  signal = new AbortController().signal,
}: {
  ctx: Context;
  input: z.input<typeof seenByInput>;
  signal?: AbortSignal | undefined;
}): Promise<SeenBy> {
  const { versionId, ordinal } = parseInput(seenByInput, input);
  const own = await findCorpusVersion(ctx, versionId);
  const [id] = await documentIds({ ctx, input: { versionId, ordinals: [ordinal] } });
  if (id === undefined) throw noSuchDocument(ordinal);
  const versions = await ctx.db.corpusVersion.findMany({
    where: { corpusId: own.corpusId, workspaceId: ctx.workspaceId },
    include: { selections: { include: { runs: { where: { archivedAt: null } } } } },
  });
  const found: { readonly run: SeeingRun; readonly createdAt: Date }[] = [];
  const unknown: string[] = [];
  let examined = 0;
  for (const version of versions) {
    const used = version.selections.filter(({ runs }) => runs.length > 0);
    if (used.length === 0) continue;
    const place = await placeIn(ctx, version, own, ordinal, id);
    for (const selection of used) {
      examined += selection.runs.length;
      const isIn = place === null ? false : await isMemberOrNull(ctx, selection, version, place, signal);
      if (isIn === true)
        for (const run of selection.runs)
          found.push({ run: seeingRun(run, selection, version.number), createdAt: run.createdAt });
      else if (isIn === null) unknown.push(...selection.runs.map(({ name }) => name));
    }
  }
  found.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  return { runs: found.map(({ run }) => run), examined, unknown };
}

/** Ordinal of the document in a version, null where it is not in it; the files of a deleted version are gone. */
async function placeIn(
  ctx: Context,
  version: Version,
  own: Version,
  ordinal: number,
  id: string,
): Promise<number | null> {
  if (version.fingerprint === own.fingerprint) return ordinal;
  if (version.deletedAt !== null) return Number.POSITIVE_INFINITY;
  return (await findDocument({ ctx, input: { versionId: version.id, id } }))?.ordinal ?? null;
}

/** Null where nobody can say any more. */
async function isMemberOrNull(
  { home }: Context,
  { selectionKey }: Selection,
  { documents }: Version,
  place: number,
  signal: AbortSignal,
): Promise<boolean | null> {
  if (!Number.isFinite(place)) return null;
  try {
    return await isMember({ selectionKey, home, documents: Number(documents) }, place, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error && "code" in error && error.code === "not-found") return null;
    throw error;
  }
}

function seeingRun(run: Run, selection: Selection, number: number): SeeingRun {
  const { train } = runConfigSchema.parse(run.config);
  const pass = Number(selection.tokens) + BOUNDARY_TOKENS * Number(selection.documents);
  return {
    ...{ id: run.id, name: run.name, model: run.model, state: run.state, selectionId: selection.id, number },
    passes: pass === 0 ? 0 : (run.step * train.batchTokens) / pass,
    isOpen: !isEnded(run.state),
  };
}
