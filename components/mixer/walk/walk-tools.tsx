import { ChevronDown, ChevronUp } from "lucide-react";
import type { WalkView } from "@/components/mixer/walk/walk-view";
import { IconButton } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import type { DocumentBoundary } from "@/server/services/document/boundary";

const VIEWS = [
  { value: "in", label: "Just in" },
  { value: "differences", label: "Differences" },
  { value: "out", label: "Just out" },
] as const;

interface WalkToolsProps {
  readonly boundary: DocumentBoundary;
  /** Of the pair shown, from 0. */
  readonly place: number;
  readonly pairs: number;
  readonly onWalk: (by: 1 | -1) => void;
  readonly view: WalkView;
  readonly onView: (view: WalkView) => void;
  readonly onDomain: (domain: string) => void;
}

/** Which threshold, which pair, and on a narrow screen which part of it. */
export const WalkTools = ({ boundary, place, pairs, onWalk, view, onView, onDomain }: WalkToolsProps) => (
  <>
    {boundary.domain !== null && (
      <Select
        aria-label="Domain whose threshold"
        value={boundary.domain}
        options={boundary.domains.map((domain) => ({ value: domain, label: domain }))}
        onValue={onDomain}
        className="max-w-44"
      />
    )}
    <span data-walk className="flex items-center gap-1">
      <span role="status" aria-label="Pair" className="text-xs whitespace-nowrap text-muted">
        {pairs === 0 ? "no pairs" : `pair ${place + 1} of ${pairs}`}
      </span>
      <IconButton label="Nearer to the threshold" keys="k" disabled={place === 0} onClick={() => onWalk(-1)}>
        <ChevronUp />
      </IconButton>
      <IconButton
        label="Further from the threshold"
        keys="j"
        disabled={place >= pairs - 1}
        onClick={() => onWalk(1)}
      >
        <ChevronDown />
      </IconButton>
    </span>
    <span data-walk className="max-lg:order-last max-lg:w-full lg:hidden">
      <Segmented label="What to show" value={view} options={VIEWS} onValue={onView} className="flex w-full" />
    </span>
  </>
);
