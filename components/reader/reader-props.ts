import type { RefObject } from "react";
import type { CurrentRecipe } from "@/components/reader/current-recipe";
import type { ReaderCorpus } from "@/components/reader/reader-corpus";

export interface ReaderProps {
  readonly corpus: ReaderCorpus;
  readonly ordinal: number;
  /** The recipe that scores are shown under; null where there is none. */
  readonly current: CurrentRecipe | null;
  /** Whether the page is the mixer itself. */
  readonly inMixer?: boolean;
  /** "12 of 4,081"; null when the place in the listing is not known. */
  readonly place: string | null;
  readonly onStep: (by: 1 | -1) => void;
  readonly onOpen: (ordinal: number) => void;
  readonly onClose: () => void;
  /** Where the keyboard goes to read. */
  readonly textRef: RefObject<HTMLDivElement | null>;
}
