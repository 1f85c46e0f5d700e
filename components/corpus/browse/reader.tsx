"use client";

import type { RefObject } from "react";
import { useBrowseState } from "@/components/corpus/browse/use-browse-state";
import { useCurrentRecipe } from "@/components/reader/current-recipe";
import { Reader as DocumentReader } from "@/components/reader/reader";
import type { CorpusDetail } from "@/server/services/corpus/get";

interface ReaderProps {
  readonly corpus: CorpusDetail;
  readonly ordinal: number;
  /** "12 of 4,081"; null when the place in the listing is not known. */
  readonly place: string | null;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
  readonly textRef: RefObject<HTMLDivElement | null>;
}

/** The reader beside the table; on a phone it takes the whole screen. */
export function Reader({ corpus, ...props }: ReaderProps) {
  const { id, number, versionId, statistics } = corpus;
  const { state, change } = useBrowseState();
  const current = useCurrentRecipe(id, state.recipe, statistics);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 max-sm:fixed max-sm:inset-0 max-sm:z-30">
      <DocumentReader
        {...props}
        corpus={{ id, versionId, statistics }}
        current={current}
        onOpen={(document) => change({ document, version: number })}
      />
    </div>
  );
}
