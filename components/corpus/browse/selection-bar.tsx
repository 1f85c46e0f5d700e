"use client";

import { Copy, Download, ListFilter, UsersRound, X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format";

interface SelectionBarProps {
  readonly count: number;
  readonly onShowOnly: () => void;
  readonly onExport: () => void;
  readonly onCopy: () => void;
  readonly onReview: () => void;
  readonly onClear: () => void;
}

/** How many documents are selected, and what can be done with them. */
export const SelectionBar = ({
  count,
  onShowOnly,
  onExport,
  onCopy,
  onReview,
  onClear,
}: SelectionBarProps) => (
  <div
    role="region"
    aria-label="Selected documents"
    className="flex shrink-0 items-center gap-1.5 border-t bg-raised px-3 py-1.5 max-sm:overflow-x-auto"
  >
    <p role="status" className="pr-2 text-sm font-medium whitespace-nowrap">
      {formatCount(count)} selected
    </p>
    <Button onClick={onShowOnly}>
      <ListFilter aria-hidden className="size-3.5" /> Show only these
    </Button>
    <Button onClick={onExport}>
      <Download aria-hidden className="size-3.5" /> Export…
    </Button>
    <Button onClick={onCopy}>
      <Copy aria-hidden className="size-3.5" /> Copy ids
    </Button>
    <Button onClick={onReview}>
      <UsersRound aria-hidden className="size-3.5" /> Review…
    </Button>
    <span className="flex-1" />
    <IconButton label="Clear the selection" onClick={onClear}>
      <X />
    </IconButton>
  </div>
);
