import { procedure, router } from "@/server/api/trpc";
import { documentsByOrdinals, documentsByOrdinalsInput } from "@/server/services/document/by-ordinals";
import { findDocument, findDocumentInput } from "@/server/services/document/find";
import { getDocument, getDocumentInput } from "@/server/services/document/get";
import { documentPageInput, pageDocuments } from "@/server/services/document/page";

export const documentRouter = router({
  page: procedure.input(documentPageInput).query(({ ctx, input }) => pageDocuments({ ctx, input })),
  get: procedure.input(getDocumentInput).query(({ ctx, input }) => getDocument({ ctx, input })),
  byOrdinals: procedure
    .input(documentsByOrdinalsInput)
    .query(({ ctx, input }) => documentsByOrdinals({ ctx, input })),
  find: procedure.input(findDocumentInput).query(({ ctx, input }) => findDocument({ ctx, input })),
});
