"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useTRPC } from "@/components/api/trpc";

const ENDED: ReadonlySet<string> = new Set(["succeeded", "failed", "cancelled"]);

export const isJobOver = (state: string): boolean => ENDED.has(state);

/** A job as it goes along: read once, then followed. */
export function useJob(jobId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const options = trpc.job.get.queryOptions({ id: jobId });
  const job = useQuery(options);
  useSubscription(
    trpc.job.watch.subscriptionOptions(
      { id: jobId },
      {
        enabled: job.data !== undefined && !isJobOver(job.data.state),
        onData: ({ data }) => client.setQueryData(options.queryKey, data),
      },
    ),
  );
  return job;
}
