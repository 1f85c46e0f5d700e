"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { Panel } from "@/components/ui/page";

/** How often the clusters are asked; each question costs them a look through their queue. */
const ASK_MS = 60_000;

/** Trainings that go on although no run expects them, with what ends each; nothing while there are none. */
export function OrphansNotice() {
  const { data } = useQuery(useTRPC().run.orphans.queryOptions(undefined, { refetchInterval: ASK_MS }));
  if (data === undefined || data.orphans.length + data.unreachable.length === 0) return null;
  return (
    <Panel title="Not as expected">
      <ul className="space-y-2 text-sm">
        {data.orphans.map(({ backend, place, runId, attempt, why, endWith }) => (
          <li key={`${backend} ${place}`}>
            <p>
              {place} on {backend} still trains run <code className="break-all">{runId}</code>, attempt{" "}
              {attempt}, but {why}. Nothing ends it unasked.
            </p>
            <p className="text-muted">
              To end it: <code className="break-all">{endWith}</code>
            </p>
          </li>
        ))}
        {data.unreachable.map((words) => (
          <li key={words} className="text-muted">
            {words}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
