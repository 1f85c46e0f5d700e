import { procedure, router } from "@/server/api/trpc";
import { archiveCorpus } from "@/server/services/corpus/archive";
import { cleanUp, cleanUpInput } from "@/server/services/corpus/clean-up";
import { compareVersions, compareVersionsInput } from "@/server/services/corpus/compare-versions";
import { dataCardInput, getDataCard } from "@/server/services/corpus/data-card";
import { diskUse } from "@/server/services/corpus/disk-use";
import { corpusPartInput } from "@/server/services/corpus/find-corpus";
import { findRejectsInput, hasRejects } from "@/server/services/corpus/find-rejects";
import { getCorpus } from "@/server/services/corpus/get";
import { corpusProfileInput, getProfile } from "@/server/services/corpus/get-profile";
import { getImportReport, getImportReportInput } from "@/server/services/corpus/get-report";
import { inspectSource, inspectSourceInput } from "@/server/services/corpus/inspect-source";
import { listCorpora } from "@/server/services/corpus/list";
import { listArchived } from "@/server/services/corpus/list-archived";
import { listImportRoots } from "@/server/services/corpus/list-import-roots";
import { listLeftovers } from "@/server/services/corpus/list-leftovers";
import { listVersions, listVersionsInput } from "@/server/services/corpus/list-versions";
import { openProfile } from "@/server/services/corpus/open-profile";
import { getOverview } from "@/server/services/corpus/overview";
import { planRemoval } from "@/server/services/corpus/plan-removal";
import { removeCorpus } from "@/server/services/corpus/remove";
import { requestImport, requestImportInput } from "@/server/services/corpus/request-import";
import { restoreCorpus } from "@/server/services/corpus/restore";
import { saveDataCard, saveDataCardInput } from "@/server/services/corpus/save-data-card";
import { requestSynthesis, synthesiseInput } from "@/server/services/corpus/synthesise-request";

export const corpusRouter = router({
  list: procedure("read").query(({ ctx }) => listCorpora({ ctx })),
  archived: procedure("read").query(({ ctx }) => listArchived({ ctx })),
  versions: procedure("read")
    .input(listVersionsInput)
    .query(({ ctx, input }) => listVersions({ ctx, input })),
  archive: procedure("archive a corpus")
    .input(corpusPartInput)
    .mutation(({ ctx, input }) => archiveCorpus({ ctx, input })),
  restore: procedure("archive a corpus")
    .input(corpusPartInput)
    .mutation(({ ctx, input }) => restoreCorpus({ ctx, input })),
  removal: procedure("delete a corpus")
    .input(corpusPartInput)
    .query(({ ctx, input }) => planRemoval({ ctx, input })),
  remove: procedure("delete a corpus")
    .input(corpusPartInput)
    .mutation(({ ctx, input }) => removeCorpus({ ctx, input })),
  diskUse: procedure("read").query(({ ctx }) => diskUse({ ctx })),
  leftovers: procedure("clean up").query(({ ctx }) => listLeftovers({ ctx })),
  cleanUp: procedure("clean up")
    .input(cleanUpInput)
    .mutation(({ ctx, input }) => cleanUp({ ctx, input })),
  compare: procedure("read").input(compareVersionsInput).subscription(compareVersions),
  profile: procedure("read")
    .input(corpusProfileInput)
    .query(({ ctx, input }) => getProfile({ ctx, input })),
  openProfile: procedure("read").input(corpusProfileInput).subscription(openProfile),
  card: procedure("read")
    .input(dataCardInput)
    .query(({ ctx, input }) => getDataCard({ ctx, input })),
  saveCard: procedure("write a data card")
    .input(saveDataCardInput)
    .mutation(({ ctx, input }) => saveDataCard({ ctx, input })),
  overview: procedure("read")
    .input(corpusPartInput)
    .query(({ ctx, input }) => getOverview({ ctx, input })),
  get: procedure("read")
    .input(corpusPartInput)
    .query(({ ctx, input }) => getCorpus({ ctx, input })),
  report: procedure("read")
    .input(getImportReportInput)
    .query(({ ctx, input }) => getImportReport({ ctx, input })),
  rejects: procedure("read")
    .input(findRejectsInput)
    .query(({ ctx, input }) => hasRejects({ ctx, input })),
  import: procedure("import a corpus")
    .input(requestImportInput)
    .mutation(({ ctx, input }) => requestImport({ ctx, input })),
  synthesise: procedure("make a synthetic corpus")
    .input(synthesiseInput)
    .mutation(({ ctx, input }) => requestSynthesis({ ctx, input })),
  inspect: procedure("import a corpus")
    .input(inspectSourceInput)
    .query(({ ctx, input }) => inspectSource({ ctx, input })),
  importRoots: procedure("import a corpus").query(({ ctx }) => listImportRoots({ ctx })),
});
