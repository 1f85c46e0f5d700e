import { tracked } from "@trpc/server";
import { procedure, router } from "@/server/api/trpc";
import { cancelRun } from "@/server/services/run/cancel";
import { cancelRuns, cancelRunsInput } from "@/server/services/run/cancel-many";
import { dataBytesInput, selectionDataBytes } from "@/server/services/run/data-bytes";
import { runIdInput } from "@/server/services/run/find-run";
import { getRun } from "@/server/services/run/get";
import { listRuns, listRunsInput } from "@/server/services/run/list";
import { runLineage } from "@/server/services/run/lineage";
import { modelCard } from "@/server/services/run/model-card";
import { listModels } from "@/server/services/run/models";
import { listOrphans } from "@/server/services/run/orphans";
import { planRun, planRunInput } from "@/server/services/run/plan";
import { readRunLog, readRunLogInput } from "@/server/services/run/read-log";
import { runRelatives } from "@/server/services/run/relatives";
import { requestCheck } from "@/server/services/run/request-check";
import { rerun, rerunInput } from "@/server/services/run/rerun";
import { retryRun, retryRunInput } from "@/server/services/run/retry";
import { retryRuns, retryRunsInput } from "@/server/services/run/retry-many";
import { runSettings } from "@/server/services/run/settings";
import { streamRunEvents, streamRunEventsInput } from "@/server/services/run/stream-events";
import { submitRun, submitRunInput } from "@/server/services/run/submit";

export const runRouter = router({
  models: procedure("read").query(() => listModels()),
  plan: procedure("read")
    .input(planRunInput)
    .query(({ ctx, input }) => planRun({ ctx, input })),
  dataBytes: procedure("read")
    .input(dataBytesInput)
    .query(({ ctx, input }) => selectionDataBytes({ ctx, input })),
  submit: procedure("train a model")
    .input(submitRunInput)
    .mutation(({ ctx, input }) => submitRun({ ctx, input })),
  list: procedure("read")
    .input(listRunsInput)
    .query(({ ctx, input }) => listRuns({ ctx, input })),
  orphans: procedure("read").query(({ ctx }) => listOrphans({ ctx })),
  get: procedure("read")
    .input(runIdInput)
    .query(({ ctx, input }) => getRun({ ctx, input })),
  log: procedure("read")
    .input(readRunLogInput)
    .query(({ ctx, input }) => readRunLog({ ctx, input })),
  cancel: procedure("train a model")
    .input(runIdInput)
    .mutation(({ ctx, input }) => cancelRun({ ctx, input })),
  cancelMany: procedure("train a model")
    .input(cancelRunsInput)
    .mutation(({ ctx, input }) => cancelRuns({ ctx, input })),
  retryMany: procedure("train a model")
    .input(retryRunsInput)
    .mutation(({ ctx, input }) => retryRuns({ ctx, input })),
  retry: procedure("train a model")
    .input(retryRunInput)
    .mutation(({ ctx, input }) => retryRun({ ctx, input })),
  settings: procedure("read")
    .input(runIdInput)
    .query(({ ctx, input }) => runSettings({ ctx, input })),
  rerun: procedure("train a model")
    .input(rerunInput)
    .mutation(({ ctx, input }) => rerun({ ctx, input })),
  relatives: procedure("read")
    .input(runIdInput)
    .query(({ ctx, input }) => runRelatives({ ctx, input })),
  lineage: procedure("read")
    .input(runIdInput)
    .query(({ ctx, input }) => runLineage({ ctx, input })),
  check: procedure("check hashes")
    .input(runIdInput)
    .mutation(({ ctx, input }) => requestCheck({ ctx, input })),
  card: procedure("read")
    .input(runIdInput)
    .query(({ ctx, input }) => modelCard({ ctx, input })),
  events: procedure("read")
    .input(streamRunEventsInput)
    .subscription(async function* ({ ctx, input, signal }) {
      for await (const event of streamRunEvents({ ctx, input, signal }))
        yield tracked(String(event.seq), event);
    }),
});
