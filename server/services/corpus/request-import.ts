import { z } from "zod";
import { transaction } from "@/server/db/transaction";
import { sourceMappingSchema, type SourceMapping } from "@/core/source-mapping";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { checkMapping } from "@/server/services/corpus/check-mapping";
import { columnsKey } from "@/server/services/corpus/columns-key";
import { rememberMapping } from "@/server/services/corpus/remembered-mapping";
import { importRoots, resolveImportPath } from "@/server/services/corpus/import-roots";
import { locateSource, sourceLocation } from "@/server/services/corpus/source-location";
import { enqueueJob } from "@/server/services/job/enqueue";
import { parseInput } from "@/server/services/parse-input";

export const requestImportInput = z.strictObject({
  /** Made by the client: a repeat is the same import, and the version it makes has this id. */
  id: z.uuid(),
  /** Folder of domain folders, folder of files, or a file. */
  ...sourceLocation,
  name: z.string().trim().min(1).max(120),
  /** Field that holds the number of tokens; without it they are counted. Short for `mapping.tokens`. */
  tokensField: z.string().min(1).optional(),
  /** Which columns hold what, where they are not those of the released layout. */
  mapping: sourceMappingSchema.optional(),
  /** Share of the rows that may be rejected before the import fails as a whole. */
  maxRejects: z.number().min(0).max(1).default(0.01),
  /** Share of the documents, by hash of their id, that becomes the validation set. */
  holdout: z.number().min(0).max(0.5).default(0),
  /** JSONL file, or folder of domain folders, whose documents are the validation set. */
  validationPath: z.string().trim().min(1).optional(),
});

/** The mapping of a request, the field with token counts included. */
export function mappingOf({
  mapping = {},
  tokensField,
}: Pick<z.output<typeof requestImportInput>, "mapping" | "tokensField">): SourceMapping {
  return tokensField === undefined ? mapping : { tokens: tokensField, ...mapping };
}

/**
 * Queues an import; a wrong path or column is told at once. Its mapping is remembered for sources with the same columns.
 * @throws StudioError `invalid-input`, `not-found`, `forbidden`, `not-ready` while an upload is not complete
 */
export async function requestImport({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof requestImportInput>;
}): Promise<{ jobId: string }> {
  const wanted = parseInput(requestImportInput, input);
  authorise(ctx, "import a corpus");
  const roots = importRoots(ctx.home);
  const source = await locateSource(ctx, wanted, roots);
  if (wanted.validationPath !== undefined) await resolveImportPath(wanted.validationPath, roots);
  const { mapping } = wanted;
  const columns = mapping === undefined ? null : await checkMapping(source, mappingOf(wanted));
  const payload = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const job = await transaction(ctx.db, async (tx) => {
    if (mapping !== undefined && columns !== null) {
      await rememberMapping(tx, ctx, columnsKey(columns), mapping);
    }
    const request = { db: tx, ctx, kind: "import-corpus", key: `import:${wanted.id}` } as const;
    return enqueueJob({ ...request, payload, id: wanted.id });
  });
  return { jobId: job.id };
}
