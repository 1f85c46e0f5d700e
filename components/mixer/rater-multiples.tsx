"use client";

import { memo, useDeferredValue } from "react";
import { Distribution } from "@/components/charts/distribution";
import { familyLabel } from "@/components/mixer/family-label";
import { usePreview } from "@/components/mixer/preview-context";
import {
  prepareRaterMultiples,
  type MultipleGroup,
  type RaterMultiple,
} from "@/components/mixer/rater-multiples.prepare";
import { Skeleton } from "@/components/ui/skeleton";
import type { RaterFigures } from "@/core/preview/preview";

const TONES = { gained: "text-gained", lost: "text-lost", calm: "text-faint" } as const;

/** The 25 raters, selected against all. They follow the mixture when there is time: a drag must stay smooth. */
export function RaterMultiples() {
  const raters = useDeferredValue(usePreview((preview) => preview.raters));
  const uncounted = usePreview((preview) => preview.uncounted);
  if (uncounted) return <p className="text-xs text-muted">Not counted yet.</p>;
  return raters === null ? <MultiplesSkeleton /> : <MultipleGroups raters={raters} />;
}

const MultipleGroups = memo(function MultipleGroups({
  raters,
}: {
  readonly raters: readonly RaterFigures[];
}) {
  return prepareRaterMultiples(raters).map((group) => <Group key={group.family} group={group} />);
});

const Group = ({ group }: { readonly group: MultipleGroup }) => (
  <div className="pt-2">
    <h3 className="eyebrow pb-1">{familyLabel(group.family)}</h3>
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] gap-x-3 gap-y-2">
      {group.multiples.map((multiple) => (
        <Multiple key={multiple.rater} multiple={multiple} />
      ))}
    </ul>
  </div>
);

const Multiple = ({ multiple }: { readonly multiple: RaterMultiple }) => (
  <li className="min-w-0">
    <div className="flex items-baseline gap-1 text-2xs">
      <span className="min-w-0 flex-1 truncate text-muted" title={multiple.name}>
        {multiple.name}
      </span>
      <span className={TONES[multiple.tone]}>{multiple.shift}</span>
    </div>
    <Distribution
      all={multiple.all}
      selected={multiple.selected}
      label={multiple.label}
      className="h-6 w-full"
    />
  </li>
);

const MultiplesSkeleton = () => (
  <ul aria-hidden className="grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] gap-x-3 gap-y-2 pt-2">
    {Array.from({ length: 25 }, (_, index) => (
      <li key={index} className="space-y-1">
        <Skeleton className="h-2.5 w-2/3" />
        <Skeleton className="h-6" />
      </li>
    ))}
  </ul>
);
