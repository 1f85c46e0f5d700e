import { CircleStop, RotateCcw, X } from "lucide-react";
import type { BulkAct } from "@/components/runs/bulk.prepare";
import { Button, IconButton } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format";

interface BulkBarProps {
  readonly count: number;
  /** How many of them the filters hide. */
  readonly hidden: number;
  readonly onAct: (act: BulkAct) => void;
  readonly onClear: () => void;
}

/** How many runs are chosen, and what can be done with all of them. */
export const BulkBar = ({ count, hidden, onAct, onClear }: BulkBarProps) => (
  <div
    role="region"
    aria-label="Chosen runs"
    className="sticky bottom-2 mt-2 flex flex-wrap items-center gap-1.5 rounded-lg border bg-raised px-3 py-1.5 shadow-float"
  >
    <p role="status" className="pr-2 text-sm font-medium whitespace-nowrap">
      {formatCount(count)} chosen
      {hidden > 0 && <span className="font-normal text-muted">, {formatCount(hidden)} not shown</span>}
    </p>
    <Button onClick={() => onAct("cancel")}>
      <CircleStop aria-hidden className="size-3.5" /> Cancel…
    </Button>
    <Button onClick={() => onAct("retry")}>
      <RotateCcw aria-hidden className="size-3.5" /> Train again…
    </Button>
    <span className="flex-1" />
    <IconButton label="Clear the choice" keys="Escape" onClick={onClear}>
      <X />
    </IconButton>
  </div>
);
