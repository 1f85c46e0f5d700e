"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/page";
import { saveAsFile } from "@/components/ui/save-as-file";
import { SkeletonRows } from "@/components/ui/skeleton";

/** The card of the finished model, as the Hugging Face Hub reads it; made when it is asked for. */
export function ModelCardPanel({ id }: { readonly id: string }) {
  const [shown, setShown] = useState(false);
  const card = useQuery(useTRPC().run.card.queryOptions({ id }, { enabled: shown, staleTime: Infinity }));
  const { data } = card;
  const aside =
    data === undefined ? (
      !shown && <Button onClick={() => setShown(true)}>Show</Button>
    ) : (
      <>
        <CopyButton text={data.text} label="Copy the model card" />
        <Button
          onClick={() =>
            saveAsFile(new Blob([data.text], { type: "text/markdown;charset=utf-8" }), data.name)
          }
        >
          <Download aria-hidden className="size-3.5" /> {data.name}
        </Button>
      </>
    );
  return (
    <Panel title="Model card" aside={aside} flush>
      {!shown ? (
        <p className="p-3 text-sm text-muted">
          What the model is, what it was trained on and how, as a README.md for the Hugging Face Hub.
        </p>
      ) : card.isError ? (
        <ErrorState error={card.error} onRetry={() => void card.refetch()} className="m-3" />
      ) : data === undefined ? (
        <SkeletonRows rows={5} />
      ) : (
        <pre
          tabIndex={0}
          role="region"
          aria-label="Text of the model card"
          className="max-h-96 overflow-auto bg-sunken p-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap focus-visible:-outline-offset-2"
        >
          {data.text}
        </pre>
      )}
    </Panel>
  );
}
