"use client";

import { useKeys } from "@/components/ui/keys";

interface BrowseKeys {
  readonly step: (by: 1 | -1) => void;
  readonly read: () => unknown;
  /** Ends the innermost thing there is to end. */
  readonly leave: () => void;
  readonly filter: () => void;
  readonly search: () => void;
  readonly undo: () => void;
}

/** No key has this name: the table takes the space bar itself, the help sheet names it. */
const LISTED_ONLY = "Space";

/** The keys of Browse beyond those of its table. */
export const useBrowseKeys = ({ step, read, leave, filter, search, undo }: BrowseKeys): void =>
  useKeys("Browse", [
    { keys: "j", label: "Next document", run: () => step(1) },
    { keys: "k", label: "Previous document", run: () => step(-1) },
    { keys: "Enter", label: "Open, then into the text", run: () => void read() },
    { keys: "Escape", label: "Cancel, close the reader, clear the selection", run: leave },
    { keys: LISTED_ONLY, label: "In the table: select the document", run: () => undefined },
    { keys: "f", label: "Filter", run: filter },
    { keys: "/", label: "Search the texts", run: search },
    { keys: "mod+z", label: "Undo the last change of what is listed", run: undo },
  ]);
