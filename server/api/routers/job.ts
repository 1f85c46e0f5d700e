import { tracked } from "@trpc/server";
import { procedure, router } from "@/server/api/trpc";
import { cancelJobOrCampaign } from "@/server/services/campaign/cancel-job";
import { cancelJobInput } from "@/server/services/job/cancel";
import { getJob, getJobInput } from "@/server/services/job/get";
import { listActiveJobs } from "@/server/services/job/list-active";
import { watchJob, watchJobInput } from "@/server/services/job/watch";

export const jobRouter = router({
  get: procedure("read")
    .input(getJobInput)
    .query(({ ctx, input }) => getJob({ ctx, input })),
  active: procedure("read").query(({ ctx }) => listActiveJobs({ ctx })),
  cancel: procedure("cancel a job")
    .input(cancelJobInput)
    .mutation(({ ctx, input }) => cancelJobOrCampaign({ ctx, input })),
  watch: procedure("read")
    .input(watchJobInput)
    .subscription(async function* ({ ctx, input, signal }) {
      for await (const { eventId, job } of watchJob({ ctx, input, signal })) yield tracked(eventId, job);
    }),
});
