import { procedure, router } from "@/server/api/trpc";
import { archiveReport, archiveReportInput } from "@/server/services/report/archive";
import { createReport, createReportInput } from "@/server/services/report/create";
import { editReport, editReportInput } from "@/server/services/report/edit";
import { getReport, getReportInput } from "@/server/services/report/get";
import { listReports } from "@/server/services/report/list";

export const reportRouter = router({
  list: procedure.query(({ ctx }) => listReports({ ctx })),
  get: procedure.input(getReportInput).query(({ ctx, input }) => getReport({ ctx, input })),
  create: procedure.input(createReportInput).mutation(({ ctx, input }) => createReport({ ctx, input })),
  edit: procedure.input(editReportInput).mutation(({ ctx, input }) => editReport({ ctx, input })),
  archive: procedure.input(archiveReportInput).mutation(({ ctx, input }) => archiveReport({ ctx, input })),
});
