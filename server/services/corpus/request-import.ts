import { z } from "zod";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { importRoots, resolveImportPath } from "@/server/services/corpus/import-roots";
import { enqueueJob } from "@/server/services/job/enqueue";
import { parseInput } from "@/server/services/parse-input";

export const requestImportInput = z.strictObject({
  /** Made by the client: a repeat is the same import, and the version it makes has this id. */
  id: z.uuid(),
  /** Folder of domain folders. */
  path: z.string().trim().min(1),
  name: z.string().trim().min(1).max(120),
  /** Field that holds the number of tokens; without it they are counted. */
  tokensField: z.string().min(1).optional(),
  /** Share of the rows that may be rejected before the import fails as a whole. */
  maxRejects: z.number().min(0).max(1).default(0.01),
  /** Share of the documents, by hash of their id, that becomes the validation set. */
  holdout: z.number().min(0).max(0.5).default(0),
  /** JSONL file, or folder of domain folders, whose documents are the validation set. */
  validationPath: z.string().trim().min(1).optional(),
});

/**
 * Queues an import; a wrong path is told at once.
 * @throws StudioError `invalid-input`, `not-found`, `forbidden`
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
  await resolveImportPath(wanted.path, roots);
  if (wanted.validationPath !== undefined) await resolveImportPath(wanted.validationPath, roots);
  const payload = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const job = await enqueueJob({
    db: ctx.db,
    ctx,
    kind: "import-corpus",
    key: `import:${wanted.id}`,
    payload,
    id: wanted.id,
  });
  return { jobId: job.id };
}
