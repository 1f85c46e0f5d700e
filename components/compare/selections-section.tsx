"use client";

import { MEASURES, type Measure } from "@/components/compare/compare-address";
import type { Face } from "@/components/compare/compared-face";
import { SetPanels } from "@/components/compare/set-panels";
import { exactText } from "@/components/compare/sets.prepare";
import { useSets } from "@/components/compare/use-sets";
import { WorkLine } from "@/components/compare/work-line";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/class-names";
import { Panel } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";

interface SelectionsSectionProps {
  readonly versionId: string;
  /** Those whose documents can be compared, the baseline first. */
  readonly faces: readonly Face[];
  readonly measure: Measure;
  readonly onMeasure: (measure: Measure) => void;
  readonly onPair: (a: Face, b: Face) => void;
}

const OPTIONS = MEASURES.map((measure) => ({ value: measure, label: measure }));

/** What the items select, counted over the whole corpus. */
export function SelectionsSection({ versionId, faces, measure, onMeasure, onPair }: SelectionsSectionProps) {
  const { work, shown } = useSets(versionId, faces);
  return (
    <Panel
      flush
      title="Selections"
      aside={
        <>
          {shown !== null && work.current && (
            <span className="flex items-center gap-2 text-xs text-muted">
              <Badge tone="good">exact</Badge>
              <span className="max-sm:sr-only">{exactText(shown.compared).replace("exact, ", "")}</span>
            </span>
          )}
          <Segmented label="Count" value={measure} options={OPTIONS} onValue={onMeasure} />
        </>
      }
    >
      <WorkLine work={work} title="Counting the selections" unit="selections" />
      {shown === null ? (
        work.working && <SkeletonRows rows={8} />
      ) : (
        <div className={cx(!work.current && "opacity-50")}>
          <SetPanels
            {...shown}
            measure={measure}
            onPair={(a, b) => {
              const [first, second] = [shown.faces[a], shown.faces[b]];
              if (first !== undefined && second !== undefined && a !== b) onPair(first, second);
            }}
          />
        </div>
      )}
    </Panel>
  );
}
