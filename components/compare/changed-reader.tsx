"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useLayoutEffect, useMemo, useRef, useState, type RefObject } from "react";
import { useTRPC } from "@/components/api/trpc";
import { DomainMark } from "@/components/charts/domain-mark";
import { BothTable } from "@/components/compare/both-table";
import { bothContributions, SIDE_LOOKS, standingText } from "@/components/compare/changed.prepare";
import type { Face } from "@/components/compare/compared-face";
import { FaceMark } from "@/components/compare/face-mark";
import { SideChoice } from "@/components/compare/side-choice";
import { DocumentText } from "@/components/reader/document-text";
import { useReadingLook } from "@/components/reader/reading-look";
import { TextFault } from "@/components/reader/text-fault";
import { useDocumentText } from "@/components/reader/use-document-text";
import { useTextSearch } from "@/components/reader/use-text-search";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatPlural } from "@/components/ui/format";
import { FullDialog } from "@/components/ui/full-dialog";
import { useKeys } from "@/components/ui/keys";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ChangedDocument, PairFigures, Side, SideStanding } from "@/core/comparison/changes";
import { planScoring } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";
import type { DocumentDetail } from "@/server/services/document/document-row";

interface ChangedReaderProps {
  readonly versionId: string;
  readonly statistics: CorpusStatistics;
  readonly baseline: Face;
  readonly other: Face;
  readonly pair: PairFigures;
  readonly side: Side;
  /** Place in the side, from 0. */
  readonly row: number;
  /** Undefined while it is on its way. */
  readonly changed: ChangedDocument | undefined;
  readonly onRow: (row: number) => void;
  readonly onSide: (side: Side) => void;
  readonly onClose: () => void;
}

const VIEWS = [
  { value: "text", label: "Text" },
  { value: "reasons", label: "Both recipes" },
] as const;
type View = (typeof VIEWS)[number]["value"];

/** One changed document: its text, and what speaks for it under both recipes. */
export function ChangedReader(props: ChangedReaderProps) {
  const { baseline, other, pair, side, row, changed, onRow, onSide, onClose } = props;
  const area = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>("text");
  const count = pair.sides[side].documents;
  const walk = (by: 1 | -1) => onRow(Math.max(0, Math.min(count - 1, row + by)));
  const inReader = { whileTyping: true, first: true, within: "[data-changed]" };
  useKeys("Changed document", [
    { ...inReader, keys: "j", label: "Next document", run: () => walk(1) },
    { ...inReader, keys: "k", label: "Previous document", run: () => walk(-1) },
    { ...inReader, keys: "g", label: "Gained documents", run: () => onSide("gained") },
    { ...inReader, keys: "l", label: "Lost documents", run: () => onSide("lost") },
    { ...inReader, keys: "b", label: "Documents in both", run: () => onSide("kept") },
    { ...inReader, keys: "Enter", label: "Into the text", run: () => text.current?.focus() },
  ]);
  return (
    <FullDialog
      title={`Documents ${side}`}
      description={
        <>
          {other.name} against {baseline.name}
        </>
      }
      focusRef={area}
      onClose={onClose}
      tools={
        <>
          <span data-changed className="flex items-center gap-1">
            <span role="status" aria-label="Place" className="text-xs whitespace-nowrap text-muted">
              {count === 0 ? "none" : `${formatCount(row + 1)} of ${formatCount(count)}`}
            </span>
            <IconButton label="Previous document" keys="k" disabled={row === 0} onClick={() => walk(-1)}>
              <ChevronUp />
            </IconButton>
            <IconButton label="Next document" keys="j" disabled={row >= count - 1} onClick={() => walk(1)}>
              <ChevronDown />
            </IconButton>
          </span>
          <span data-changed className="flex flex-wrap gap-2 max-lg:order-last max-lg:w-full">
            <SideChoice pair={pair} side={side} onSide={onSide} />
            <Segmented
              label="What to show"
              value={view}
              options={VIEWS}
              onValue={setView}
              className="lg:hidden"
            />
          </span>
        </>
      }
    >
      <div ref={area} data-changed tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {count === 0 ? (
          <p className="p-4 text-sm text-muted">No document is {side}.</p>
        ) : changed === undefined ? (
          <SkeletonRows rows={8} />
        ) : (
          <Body {...props} changed={changed} view={view} textRef={text} />
        )}
      </div>
    </FullDialog>
  );
}

interface BodyProps extends ChangedReaderProps {
  readonly changed: ChangedDocument;
  readonly view: View;
  readonly textRef: RefObject<HTMLDivElement | null>;
}

function Body({ versionId, statistics, baseline, other, side, changed, view, textRef }: BodyProps) {
  const found = useQuery(
    useTRPC().document.get.queryOptions(
      { versionId, ordinal: changed.ordinal },
      { placeholderData: keepPreviousData, staleTime: Infinity },
    ),
  );
  const plans = useMemo(
    () => ({
      baseline: planScoring(baseline.item.recipe, statistics),
      other: planScoring(other.item.recipe, statistics),
    }),
    [baseline, other, statistics],
  );
  const { data: document } = found;
  if (found.isError)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} className="m-3" />;
  if (document === undefined) return <SkeletonRows rows={8} />;
  return (
    <div className={cx("flex min-h-0 flex-1 divide-x", found.isPlaceholderData && "opacity-50")}>
      <section
        aria-label="Document"
        className={cx("flex min-h-0 min-w-0 flex-1 flex-col", view !== "text" && "max-lg:hidden")}
      >
        <TextHeader document={document} statistics={statistics} side={side} />
        <Text versionId={versionId} document={document} textRef={textRef} />
      </section>
      <section
        aria-label="Both recipes"
        tabIndex={0}
        className={cx(
          "overflow-y-auto px-3 pb-3 focus-visible:-outline-offset-2 lg:w-[440px] lg:shrink-0",
          view === "reasons" ? "max-lg:flex-1" : "max-lg:hidden",
        )}
      >
        <dl className="grid grid-cols-2 gap-3 py-3">
          <Standing face={baseline} standing={changed.baseline} isIn={side !== "gained"} />
          <Standing face={other} standing={changed.other} isIn={side !== "lost"} />
        </dl>
        <BothTable
          {...bothContributions(plans, statistics, document)}
          letters={[baseline.letter, other.letter]}
          standings={changed}
        />
      </section>
    </div>
  );
}

interface TextHeaderProps {
  readonly document: DocumentDetail;
  readonly statistics: CorpusStatistics;
  readonly side: Side;
}

function TextHeader({ document, statistics, side }: TextHeaderProps) {
  const code = statistics.domains.findIndex(({ domain }) => domain === document.domain);
  return (
    <header className="flex items-center gap-2 border-b py-1.5 pr-3 pl-4">
      <span aria-hidden className={cx("font-semibold", SIDE_LOOKS[side].text)}>
        {SIDE_LOOKS[side].sign}
      </span>
      <h2 className="min-w-0 truncate font-mono text-xs font-medium">
        <bdi>{document.id}</bdi>
      </h2>
      <p className="flex min-w-0 items-center gap-2 text-xs text-muted">
        <DomainMark domain={document.domain} index={Math.max(0, code)} />
        <span className="whitespace-nowrap max-sm:hidden">{formatPlural(document.tokens, "token")}</span>
      </p>
    </header>
  );
}

interface TextProps {
  readonly versionId: string;
  readonly document: DocumentDetail;
  readonly textRef: RefObject<HTMLDivElement | null>;
}

function Text({ versionId, document, textRef }: TextProps) {
  const { ordinal } = document;
  const [look] = useReadingLook();
  const text = useDocumentText(versionId, document);
  const search = useTextSearch(ordinal, text.chunks, text.complete);
  useLayoutEffect(() => {
    void textRef.current?.scrollTo({ top: 0 });
  }, [ordinal, textRef]);
  return (
    <>
      <TextFault text={text} />
      <DocumentText ordinal={ordinal} text={text} look={look} search={search} regionRef={textRef} />
    </>
  );
}

interface StandingProps {
  readonly face: Face;
  readonly standing: SideStanding;
  readonly isIn: boolean;
}

const Standing = ({ face, standing, isIn }: StandingProps) => (
  <div className="min-w-0">
    <dt className="text-xs text-muted">
      <FaceMark face={face} className="max-w-full" />
    </dt>
    <dd className="flex items-center gap-2 pt-1">
      <Badge tone={isIn ? "good" : "warning"}>{isIn ? "in" : "out"}</Badge>
      <span className={cx("text-base font-semibold", isIn ? "text-gained" : "text-lost")}>
        {standingText(standing)}
      </span>
    </dd>
  </div>
);
