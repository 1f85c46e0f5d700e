"use client";

import { Search } from "lucide-react";
import { useLayoutEffect, useState } from "react";
import { CopyTextButton } from "@/components/reader/copy-text-button";
import { DocumentText } from "@/components/reader/document-text";
import { FindBar } from "@/components/reader/find-bar";
import { LookMenu } from "@/components/reader/look-menu";
import type { ReaderProps } from "@/components/reader/reader-props";
import { ReaderHeader } from "@/components/reader/reader-header";
import { useReadingLook } from "@/components/reader/reading-look";
import { ScoresPanel } from "@/components/reader/scores-panel";
import { StandingLine } from "@/components/reader/standing-line";
import { TextFault } from "@/components/reader/text-fault";
import { useDocumentText } from "@/components/reader/use-document-text";
import { useTextSearch } from "@/components/reader/use-text-search";
import { IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";
import { useKeys } from "@/components/ui/keys";
import { Segmented } from "@/components/ui/segmented";
import type { DocumentDetail } from "@/server/services/document/document-row";

const VIEWS = [
  { value: "text", label: "Text" },
  { value: "scores", label: "Scores" },
] as const;

interface OpenDocumentProps extends Omit<ReaderProps, "ordinal"> {
  readonly document: DocumentDetail;
  /** Whether another document is on its way. */
  readonly old: boolean;
}

/** Text and scores side by side, one after the other where there is no room. */
export function OpenDocument({ document, old, textRef, ...props }: OpenDocumentProps) {
  const { corpus, current, inMixer = false, onOpen } = props;
  const { ordinal } = document;
  const [view, setView] = useState<"text" | "scores">("text");
  const [look] = useReadingLook();
  const text = useDocumentText(corpus.versionId, document);
  const search = useTextSearch(ordinal, text.chunks, text.complete);
  useLayoutEffect(() => {
    void textRef.current?.scrollTo({ top: 0 });
  }, [ordinal, textRef]);

  const openSearch = () => {
    setView("text");
    search.open();
  };
  const closeSearch = () => {
    search.close();
    textRef.current?.focus({ preventScroll: true });
  };
  useKeys("Reader", [
    { keys: "/", label: "Search within the text", within: "[data-reader]", first: true, run: openSearch },
    ...(search.query === null
      ? []
      : [{ keys: "Escape", label: "Close the search within the text", first: true, run: closeSearch }]),
  ]);
  return (
    <>
      <ReaderHeader
        {...props}
        document={old ? undefined : document}
        here={text.loaded / Math.max(1, text.total)}
      >
        <IconButton label="Search within the text" keys="/" onClick={openSearch}>
          <Search />
        </IconButton>
        <LookMenu />
        <span className="contents max-sm:hidden">
          <CopyTextButton text={text} />
          <CopyButton text={document.id} label="Copy the id" />
        </span>
      </ReaderHeader>
      <div className={cx("flex min-h-0 flex-1 flex-col", old && "opacity-50")}>
        {current !== null && (
          <StandingLine
            corpus={corpus}
            document={document}
            current={current}
            inMixer={inMixer}
            onOpen={onOpen}
          />
        )}
        <div className="flex border-b px-3 py-1.5 @3xl:hidden">
          <Segmented
            label="What to show"
            value={view}
            options={VIEWS}
            onValue={setView}
            className="flex w-full"
          />
        </div>
        <div className="flex min-h-0 flex-1">
          <div className={cx("flex min-h-0 min-w-0 flex-1 flex-col", view === "scores" && "@max-3xl:hidden")}>
            {search.query !== null && <FindBar search={search} region={textRef} onClose={closeSearch} />}
            <TextFault text={text} />
            <DocumentText ordinal={ordinal} text={text} look={look} search={search} regionRef={textRef} />
          </div>
          <div
            tabIndex={0}
            role="region"
            aria-label="Scores of the document"
            className={cx(
              "overflow-y-auto px-3 pb-3 focus-visible:-outline-offset-2 @3xl:w-[378px] @3xl:shrink-0 @3xl:border-l",
              view === "scores" ? "@max-3xl:flex-1" : "@max-3xl:hidden",
            )}
          >
            <ScoresPanel
              corpus={corpus}
              document={document}
              recipe={current?.recipe ?? null}
              onOpen={onOpen}
            />
          </div>
        </div>
      </div>
    </>
  );
}
