"use client";

import { Search } from "lucide-react";
import { useRef } from "react";
import { DocumentText } from "@/components/reader/document-text";
import { FindBar } from "@/components/reader/find-bar";
import { LookMenu } from "@/components/reader/look-menu";
import { useReadingLook } from "@/components/reader/reading-look";
import { TextFault } from "@/components/reader/text-fault";
import type { DocumentText as Text } from "@/components/reader/use-document-text";
import { useTextSearch } from "@/components/reader/use-text-search";
import { IconButton } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format";
import { useKeys } from "@/components/ui/keys";

/** Each document mounts its own: the number tells none of them apart. */
const PLACE = 0;

/** A text to judge, with its length, a search and how it is shown; nothing else of the document. */
export function SearchedText({ text }: { readonly text: Text }) {
  const [look] = useReadingLook();
  const region = useRef<HTMLDivElement>(null);
  const search = useTextSearch(PLACE, text.chunks, text.complete);
  const find = () => search.open();
  useKeys("Text", [{ keys: "/", label: "Search within the text", run: find }]);
  return (
    <>
      <header className="flex items-center gap-1 border-b px-4 py-1 text-xs text-muted">
        <span className="flex-1">{formatCount(text.total)} characters</span>
        <IconButton label="Search within the text" keys="/" onClick={find}>
          <Search />
        </IconButton>
        <LookMenu />
      </header>
      <TextFault text={text} />
      {search.query !== null && <FindBar search={search} region={region} onClose={search.close} />}
      <DocumentText ordinal={PLACE} text={text} look={look} search={search} regionRef={region} />
    </>
  );
}
