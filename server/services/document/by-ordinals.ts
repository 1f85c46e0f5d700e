import { z } from "zod";
import type { Context } from "@/server/services/context";
import type { DocumentRow } from "@/server/services/document/document-row";
import { documentRows } from "@/server/services/document/document-rows";
import { listedCorpus } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const documentsByOrdinalsInput = z.object({
  versionId: z.string().min(1),
  ordinals: z.array(z.number().int().nonnegative()).max(100),
});

/** Documents in the order asked for; ordinals the corpus does not have are left out. @throws StudioError `not-found` */
export async function documentsByOrdinals({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof documentsByOrdinalsInput>;
}): Promise<readonly DocumentRow[]> {
  const { versionId, ordinals } = parseInput(documentsByOrdinalsInput, input);
  return documentRows(await listedCorpus(ctx, versionId), ordinals);
}
