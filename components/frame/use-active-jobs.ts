"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "@/components/api/trpc";
import { jobTitle } from "@/components/ui/job-text";
import { errorText } from "@/components/ui/error-text";
import { toast } from "@/components/ui/toast";

const BUSY_MS = 1_500;
const QUIET_MS = 10_000;

/** Jobs that wait or run. Tells when one is over, whichever page is open, and lets the lists read again. */
export function useActiveJobs() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data: jobs = [] } = useQuery(
    trpc.job.active.queryOptions(undefined, {
      refetchInterval: ({ state }) => ((state.data?.length ?? 0) > 0 ? BUSY_MS : QUIET_MS),
    }),
  );
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const ids = new Set(jobs.map(({ id }) => id));
    const over = [...known.current].filter((id) => !ids.has(id));
    known.current = ids;
    const announce = async (id: string) => {
      const job = await client.fetchQuery(trpc.job.get.queryOptions({ id }, { staleTime: 0 }));
      await client.invalidateQueries({ predicate: ({ queryKey }) => !isJobKey(queryKey) });
      if (job.state === "failed") {
        const { message, way } = errorText({ data: { studio: job.error } });
        toast({
          title: `${jobTitle(job.kind)} failed`,
          detail: way === null ? message : `${message} ${way}`,
          tone: "danger",
        });
      } else if (job.state !== "cancelled") toast({ title: `${jobTitle(job.kind)} is done`, tone: "good" });
    };
    for (const id of over) announce(id).catch(() => undefined);
  }, [jobs, client, trpc]);
  return jobs;
}

const isJobKey = (key: readonly unknown[]): boolean => Array.isArray(key[0]) && key[0][0] === "job";
