"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { dataInWords } from "@/components/selections/data-choice.prepare";
import { ErrorState } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import type { RunData } from "@/core/run-data";

const OPTIONS: readonly { readonly value: RunData; readonly label: string }[] = [
  { value: "inline", label: "Copy the documents" },
  { value: "reference", label: "Refer to the corpus" },
];

interface DataChoiceProps {
  readonly selectionId: string;
  readonly data: RunData;
  readonly onData: (data: RunData) => void;
}

/** How the run gets its documents, and what that takes on the disk. */
export function DataChoice({ selectionId, data, onData }: DataChoiceProps) {
  const bytes = useQuery(useTRPC().run.dataBytes.queryOptions({ selectionId }));
  return (
    <div className="space-y-1">
      <Segmented label="Documents" value={data} options={OPTIONS} onValue={onData} className="w-full" />
      {bytes.isError ? (
        <ErrorState error={bytes.error} onRetry={() => void bytes.refetch()} />
      ) : (
        <p className="min-h-8 text-xs text-muted">
          {bytes.data === undefined ? "Measuring what it takes…" : dataInWords(data, bytes.data)}
        </p>
      )}
    </div>
  );
}
