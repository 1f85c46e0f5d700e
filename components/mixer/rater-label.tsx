"use client";

import { cx } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";
import { definitionOf } from "@/core/rater-definitions";
import { raterOf, type RaterId } from "@/core/raters";
import type { RaterStatistics } from "@/core/statistics";

interface RaterLabelProps {
  readonly rater: RaterId;
  /** Null: the rater is off in this corpus. */
  readonly found: RaterStatistics | null;
}

/** The name; what it measures and where the numbers come from stand in its tooltip. */
export function RaterLabel({ rater, found }: RaterLabelProps) {
  const { label } = raterOf(rater);
  return (
    <Tooltip text={<Definition rater={rater} found={found} />} side="right">
      <button type="button" className="w-[142px] shrink-0 rounded-sm text-left max-sm:flex-1">
        <span className={cx("block truncate text-sm leading-4", found === null && "text-faint")}>
          {label}
        </span>
        {found === null && <Mark text="off in this corpus" />}
        {found?.provenance === "stand-in" && <Mark text="stand-in" />}
      </button>
    </Tooltip>
  );
}

const Mark = ({ text }: { readonly text: string }) => (
  <span className="block text-[10px] leading-3 text-warning">{text}</span>
);

function Definition({ rater, found }: RaterLabelProps) {
  const { definition, method } = definitionOf(rater);
  return (
    <span className="block space-y-1 py-0.5">
      <span className="block">{definition}</span>
      <span className="block text-muted">{origin(found, method)}</span>
    </span>
  );
}

function origin(found: RaterStatistics | null, method: string): string {
  if (found === null) return "Off: no document of this corpus has this rater.";
  switch (found.provenance) {
    case "stand-in":
      return "Stand-in: a documented heuristic of the demo corpus, not the rating of a model.";
    case "computed":
      return `Computed by the studio. ${method}.`;
    case "synthetic":
      return "Made up by the studio: no document was rated.";
    case "imported":
      return `Imported with the corpus. ${method}.`;
  }
}
