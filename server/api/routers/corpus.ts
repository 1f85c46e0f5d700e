import { procedure, router } from "@/server/api/trpc";
import { getCorpus, getCorpusInput } from "@/server/services/corpus/get";
import { getImportReport, getImportReportInput } from "@/server/services/corpus/get-report";
import { listCorpora } from "@/server/services/corpus/list";
import { listImportRoots } from "@/server/services/corpus/list-import-roots";
import { requestImport, requestImportInput } from "@/server/services/corpus/request-import";

export const corpusRouter = router({
  list: procedure.query(({ ctx }) => listCorpora({ ctx })),
  get: procedure.input(getCorpusInput).query(({ ctx, input }) => getCorpus({ ctx, input })),
  report: procedure.input(getImportReportInput).query(({ ctx, input }) => getImportReport({ ctx, input })),
  import: procedure.input(requestImportInput).mutation(({ ctx, input }) => requestImport({ ctx, input })),
  importRoots: procedure.query(({ ctx }) => listImportRoots({ ctx })),
});
