"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useState, type RefObject } from "react";
import { useTRPC } from "@/components/api/trpc";
import { DomainMark } from "@/components/charts/domain-mark";
import { DocumentText } from "@/components/corpus/browse/document-text";
import { ScoreBars } from "@/components/corpus/browse/score-bars";
import { IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatPlural } from "@/components/ui/format";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { CorpusDetail } from "@/server/services/corpus/get";
import type { DocumentDetail } from "@/server/services/document/document-row";

interface ReaderProps {
  readonly corpus: CorpusDetail;
  readonly ordinal: number;
  /** "document 12 of 4,081"; null when the place in the listing is not known. */
  readonly place: string | null;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
  readonly textRef: RefObject<HTMLDivElement | null>;
}

function Header({
  document,
  corpus,
  place,
  onStep,
  onClose,
}: Omit<ReaderProps, "ordinal" | "textRef"> & { document: DocumentDetail | undefined }) {
  const index = corpus.statistics.domains.findIndex(({ domain }) => domain === document?.domain);
  return (
    <header className="flex items-center gap-1 border-b py-1 pr-1.5 pl-3">
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-mono text-xs font-medium">
          <bdi>{document?.id ?? "…"}</bdi>
        </h2>
        <p className="flex min-w-0 items-center gap-2 text-xs text-muted">
          {document !== undefined && (
            <>
              <DomainMark domain={document.domain} index={Math.max(0, index)} />
              <span className="whitespace-nowrap">{formatPlural(document.tokens, "token")}</span>
            </>
          )}
          {place !== null && <span className="truncate max-sm:hidden">{place}</span>}
        </p>
      </div>
      {document !== undefined && <CopyButton text={document.id} label="Copy the id" />}
      <IconButton label="Previous document" keys="K" onClick={() => onStep(-1)}>
        <ChevronUp />
      </IconButton>
      <IconButton label="Next document" keys="J" onClick={() => onStep(1)}>
        <ChevronDown />
      </IconButton>
      <IconButton label="Close the reader" keys="Esc" onClick={onClose}>
        <X />
      </IconButton>
    </header>
  );
}

const Waiting = () => (
  <div role="status" aria-label="Loading the document" className="flex flex-col gap-2.5 p-4">
    {["w-full", "w-11/12", "w-full", "w-10/12", "w-full", "w-8/12"].map((width, line) => (
      <Skeleton key={line} className={cx("h-3.5 max-w-[68ch]", width)} />
    ))}
  </div>
);

const VIEWS = [
  { value: "text", label: "Text" },
  { value: "scores", label: "25 scores" },
] as const;

/** One document: its text and its 25 scores side by side, one after the other where there is no room. */
export function Reader(props: ReaderProps) {
  const { corpus, ordinal, textRef } = props;
  const [view, setView] = useState<"text" | "scores">("text");
  const found = useQuery(
    useTRPC().document.get.queryOptions(
      { versionId: corpus.versionId, ordinal },
      { placeholderData: keepPreviousData, staleTime: Infinity },
    ),
  );
  const { data: document } = found;
  return (
    <section aria-label="Reader" className="@container flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <Header {...props} document={found.isPlaceholderData ? undefined : document} />
      {found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} className="m-3" />
      ) : document === undefined ? (
        <Waiting />
      ) : (
        <>
          <div className="flex items-center justify-between border-b px-3 py-1.5 @3xl:hidden">
            <Segmented label="What to show" value={view} options={[...VIEWS]} onValue={setView} />
            <span className="text-xs text-muted">{formatCount(document.text.length)} characters</span>
          </div>
          <div className={cx("flex min-h-0 flex-1", found.isPlaceholderData && "opacity-50")}>
            <div
              key={document.ordinal}
              ref={textRef}
              tabIndex={0}
              role="region"
              aria-label="Text of the document"
              className={cx(
                "min-w-0 flex-1 overflow-y-auto px-4 py-3 focus-visible:-outline-offset-2",
                view === "scores" && "hidden @3xl:block",
              )}
            >
              <DocumentText text={document.text} />
            </div>
            <div
              tabIndex={0}
              role="region"
              aria-label="Scores of the document"
              className={cx(
                "overflow-y-auto px-3 pb-3 focus-visible:-outline-offset-2 @3xl:w-[316px] @3xl:shrink-0 @3xl:border-l",
                view === "scores" ? "flex-1" : "hidden @3xl:block",
              )}
            >
              <ScoreBars document={document} statistics={corpus.statistics} />
            </div>
          </div>
        </>
      )}
    </section>
  );
}
