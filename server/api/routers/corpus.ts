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
  list: procedure.query(({ ctx }) => listCorpora({ ctx })),
  archived: procedure.query(({ ctx }) => listArchived({ ctx })),
  versions: procedure.input(listVersionsInput).query(({ ctx, input }) => listVersions({ ctx, input })),
  archive: procedure.input(corpusPartInput).mutation(({ ctx, input }) => archiveCorpus({ ctx, input })),
  restore: procedure.input(corpusPartInput).mutation(({ ctx, input }) => restoreCorpus({ ctx, input })),
  removal: procedure.input(corpusPartInput).query(({ ctx, input }) => planRemoval({ ctx, input })),
  remove: procedure.input(corpusPartInput).mutation(({ ctx, input }) => removeCorpus({ ctx, input })),
  diskUse: procedure.query(({ ctx }) => diskUse({ ctx })),
  leftovers: procedure.query(({ ctx }) => listLeftovers({ ctx })),
  cleanUp: procedure.input(cleanUpInput).mutation(({ ctx, input }) => cleanUp({ ctx, input })),
  compare: procedure.input(compareVersionsInput).subscription(compareVersions),
  profile: procedure.input(corpusProfileInput).query(({ ctx, input }) => getProfile({ ctx, input })),
  openProfile: procedure.input(corpusProfileInput).subscription(openProfile),
  card: procedure.input(dataCardInput).query(({ ctx, input }) => getDataCard({ ctx, input })),
  saveCard: procedure.input(saveDataCardInput).mutation(({ ctx, input }) => saveDataCard({ ctx, input })),
  overview: procedure.input(corpusPartInput).query(({ ctx, input }) => getOverview({ ctx, input })),
  get: procedure.input(corpusPartInput).query(({ ctx, input }) => getCorpus({ ctx, input })),
  report: procedure.input(getImportReportInput).query(({ ctx, input }) => getImportReport({ ctx, input })),
  rejects: procedure.input(findRejectsInput).query(({ ctx, input }) => hasRejects({ ctx, input })),
  import: procedure.input(requestImportInput).mutation(({ ctx, input }) => requestImport({ ctx, input })),
  synthesise: procedure.input(synthesiseInput).mutation(({ ctx, input }) => requestSynthesis({ ctx, input })),
  inspect: procedure.input(inspectSourceInput).query(({ ctx, input }) => inspectSource({ ctx, input })),
  importRoots: procedure.query(({ ctx }) => listImportRoots({ ctx })),
});
