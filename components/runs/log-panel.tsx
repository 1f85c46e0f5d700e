"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { RunSummary } from "@/server/services/run/run-summary";

const ASK_MS = 3000;
const TAIL_BYTES = 16_384;
const LATEST = "latest";

interface LogPanelProps {
  readonly run: Pick<RunSummary, "id" | "attempts">;
  /** Whether lines may still come. */
  readonly open: boolean;
}

/** The last lines an attempt printed. */
export function LogPanel({ run, open }: LogPanelProps) {
  const [chosen, setChosen] = useState(LATEST);
  const log = useQuery(
    useTRPC().run.log.queryOptions(
      { id: run.id, tail: TAIL_BYTES, ...(chosen === LATEST ? {} : { attempt: Number(chosen) }) },
      { refetchInterval: open ? ASK_MS : false, staleTime: 0 },
    ),
  );
  const options = [
    { value: LATEST, label: "latest attempt" },
    ...run.attempts.map(({ number }) => ({ value: String(number), label: `attempt ${String(number)}` })),
  ];
  const text = log.data?.text ?? "";
  return (
    <Panel
      title="Log"
      aside={
        <>
          {run.attempts.length > 1 && (
            <Select aria-label="Attempt of the log" value={chosen} options={options} onValue={setChosen} />
          )}
          {text !== "" && <CopyButton text={text} label="Copy the log" />}
        </>
      }
      flush
    >
      {log.isPending ? (
        <SkeletonRows rows={3} />
      ) : log.isError ? (
        <ErrorState error={log.error} onRetry={() => void log.refetch()} className="m-3" />
      ) : text === "" ? (
        <p className="p-3 text-sm text-muted">Nothing printed yet.</p>
      ) : (
        <LogText text={text} />
      )}
    </Panel>
  );
}

/** Reversed, so that the browser itself keeps the last line in view while lines come. */
const LogText = ({ text }: { readonly text: string }) => (
  <div
    role="log"
    aria-label="Log of the run"
    aria-live="off"
    tabIndex={0}
    className="flex max-h-80 flex-col-reverse overflow-auto bg-sunken focus-visible:-outline-offset-2"
  >
    <pre className="p-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap">{text}</pre>
  </div>
);
