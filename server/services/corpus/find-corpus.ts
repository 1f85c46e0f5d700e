import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Prisma } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";

const WITH_VERSIONS = { versions: { orderBy: { number: "desc" } } } as const satisfies Prisma.CorpusInclude;

/** A corpus with all its versions, newest first, archived ones and tombstones included. */
export type CorpusRow = Prisma.CorpusGetPayload<{ include: typeof WITH_VERSIONS }>;

/** A corpus as a whole, or one version of it. */
export const corpusPartInput = z.object({
  corpusId: z.string().min(1),
  /** Number of the version; the whole corpus without it. */
  number: z.number().int().positive().optional(),
});
export type CorpusPart = z.output<typeof corpusPartInput>;

/** @throws StudioError `not-found` for a corpus or a version that has never been */
export async function findCorpus(ctx: Context, { corpusId, number }: CorpusPart): Promise<CorpusRow> {
  const corpus = await ctx.db.corpus.findFirst({
    where: { id: corpusId, workspaceId: ctx.workspaceId },
    include: WITH_VERSIONS,
  });
  const isThere =
    number === undefined || corpus?.versions.some((version) => version.number === number) === true;
  if (corpus !== null && isThere) return corpus;
  const what =
    number === undefined ? `corpus ${corpusId}` : `version ${String(number)} of corpus ${corpusId}`;
  throw new StudioError("not-found", `There is no ${what}.`, "Choose a corpus from the list.");
}
