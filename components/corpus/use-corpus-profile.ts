"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import type { CorpusProfile } from "@/server/services/corpus/corpus-profile";
import type { ProfileProgress } from "@/server/services/corpus/measure-profile";

export interface ProfileState {
  readonly profile: CorpusProfile | null;
  /** While it is being measured. */
  readonly progress: ProfileProgress | null;
  readonly error: unknown;
  /** Whether somebody stopped the measuring. */
  readonly stopped: boolean;
  readonly stop: () => void;
  readonly start: () => void;
}

/** Lengths and correlations of a version: read where they were measured before, else measured now. */
export function useCorpusProfile(versionId: string): ProfileState {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [stopped, setStopped] = useState(false);
  const options = trpc.corpus.profile.queryOptions({ versionId }, { staleTime: Infinity });
  const kept = useQuery(options);
  const measuring = useSubscription(
    trpc.corpus.openProfile.subscriptionOptions(
      { versionId },
      {
        enabled: kept.data === null && !stopped,
        onData: (event) => {
          if (event.kind === "ready") client.setQueryData(options.queryKey, event.result);
        },
      },
    ),
  );
  return {
    profile: kept.data ?? null,
    progress: measuring.data?.kind === "working" ? measuring.data : null,
    error: kept.error ?? measuring.error,
    stopped,
    stop: () => setStopped(true),
    start: () => {
      setStopped(false);
      if (kept.isError) void kept.refetch();
      else measuring.reset();
    },
  };
}
