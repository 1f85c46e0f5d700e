"use client";

import { BookOpen } from "lucide-react";
import { useLayoutEffect, type RefObject } from "react";
import { DomainMark } from "@/components/charts/domain-mark";
import { useMixerCorpus } from "@/components/mixer/mixer-context";
import { DocumentText } from "@/components/reader/document-text";
import { useReadingLook } from "@/components/reader/reading-look";
import { TextFault } from "@/components/reader/text-fault";
import { useDocumentText } from "@/components/reader/use-document-text";
import { useTextSearch } from "@/components/reader/use-text-search";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { formatPlural } from "@/components/ui/format";
import { marginText } from "@/components/ui/margin-text";
import { MiddleCut } from "@/components/ui/middle-cut";
import type { BesideCut } from "@/server/services/document/boundary";
import type { DocumentDetail } from "@/server/services/document/document-row";

interface WalkSideProps {
  readonly side: "in" | "out";
  readonly place: BesideCut;
  readonly document: DocumentDetail;
  /** Whether another document is on its way. */
  readonly old: boolean;
  readonly textRef: RefObject<HTMLDivElement | null>;
  readonly onOpen: (ordinal: number) => void;
}

/** One of the two documents: which it is, how far from the threshold, and its text. */
export function WalkSide({ side, place, document, old, textRef, onOpen }: WalkSideProps) {
  const { versionId, statistics } = useMixerCorpus();
  const { ordinal, domain } = document;
  const [look] = useReadingLook();
  const text = useDocumentText(versionId, document);
  const search = useTextSearch(ordinal, text.chunks, text.complete);
  useLayoutEffect(() => {
    void textRef.current?.scrollTo({ top: 0 });
  }, [ordinal, textRef]);
  const code = statistics.domains.findIndex((totals) => totals.domain === domain);
  return (
    <>
      <header className="flex items-center gap-2 border-b py-1 pr-1.5 pl-3">
        <div className="min-w-0 flex-1">
          <h3>
            <MiddleCut text={document.id} />
          </h3>
          <p className="flex min-w-0 items-center gap-2 text-xs text-muted">
            <DomainMark domain={domain} index={Math.max(0, code)} />
            <span className="truncate">{formatPlural(document.tokens, "token")}</span>
          </p>
        </div>
        <dl className="grid grid-cols-[auto_auto] gap-x-2 text-right text-xs">
          <dt className="text-muted">score</dt>
          <dd>{place.score.toFixed(4)}</dd>
          <dt className="text-muted">margin</dt>
          <dd className={cx("font-medium", side === "in" ? "text-gained" : "text-lost")}>
            {place.margin === null ? "none" : marginText(place.margin)}
          </dd>
        </dl>
        <Badge tone={side === "in" ? "good" : "warning"}>{side}</Badge>
        <IconButton label="Open in the reader" onClick={() => onOpen(ordinal)}>
          <BookOpen />
        </IconButton>
      </header>
      <TextFault text={text} />
      <div className={cx("flex min-h-0 flex-1 flex-col", old && "opacity-50")}>
        <DocumentText
          ordinal={ordinal}
          label={`Text of the document just ${side}`}
          text={text}
          look={look}
          search={search}
          regionRef={textRef}
        />
      </div>
    </>
  );
}
