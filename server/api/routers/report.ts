import { procedure, router } from "@/server/api/trpc";
import { archiveReport, archiveReportInput } from "@/server/services/report/archive";
import { createReport, createReportInput } from "@/server/services/report/create";
import { editReport, editReportInput } from "@/server/services/report/edit";
import { getReport, getReportInput } from "@/server/services/report/get";
import { listReports } from "@/server/services/report/list";

export const reportRouter = router({
  list: procedure("read").query(({ ctx }) => listReports({ ctx })),
  get: procedure("read")
    .input(getReportInput)
    .query(({ ctx, input }) => getReport({ ctx, input })),
  create: procedure("write a report")
    .input(createReportInput)
    .mutation(({ ctx, input }) => createReport({ ctx, input })),
  edit: procedure("write a report")
    .input(editReportInput)
    .mutation(({ ctx, input }) => editReport({ ctx, input })),
  archive: procedure("archive a report")
    .input(archiveReportInput)
    .mutation(({ ctx, input }) => archiveReport({ ctx, input })),
});
