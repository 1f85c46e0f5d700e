"use client";

import { useMemo, useSyncExternalStore } from "react";
import { useTRPCClient } from "@/components/api/trpc";
import { createRunStream, type RunStreamState } from "@/components/runs/run-stream";
import { EMPTY_CURVES } from "@/core/training-events";

const BEFORE: RunStreamState = { curves: EMPTY_CURVES, link: "connecting" };
const before = () => BEFORE;

/** The curves of a run, followed live while the component is on the screen. */
export function useRunStream(id: string): RunStreamState {
  const client = useTRPCClient();
  const stream = useMemo(
    () =>
      createRunStream(
        (lastSeq, { onStarted, onEvent, onComplete, onError }) => {
          const subscription = client.run.events.subscribe(
            { id, lastEventId: lastSeq === null ? null : String(lastSeq) },
            { onStarted, onData: ({ data }) => onEvent(data), onComplete, onError },
          );
          return () => subscription.unsubscribe();
        },
        (callback) => requestAnimationFrame(callback),
      ),
    [client, id],
  );
  return useSyncExternalStore(stream.subscribe, stream.snapshot, before);
}
