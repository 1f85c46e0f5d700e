import { formatCount, formatPercent } from "@/components/ui/format";
import { Figure, Panel } from "@/components/ui/page";
import type { GroupTotals } from "@/core/statistics";

interface CorpusGroupsProps {
  readonly groups: GroupTotals;
  /** Of the corpus. */
  readonly documents: number;
}

/** The groups of which a recipe may take a few documents at most. */
export const CorpusGroups = ({ groups, documents }: CorpusGroupsProps) => (
  <Panel title="Groups" aside={<span className="text-xs text-muted">a recipe may cap them</span>}>
    <dl className="grid grid-cols-3 gap-4">
      <Figure
        label="Groups"
        value={formatCount(groups.groups)}
        detail={
          <>
            by <bdi className="font-mono">{groups.column}</bdi>
          </>
        }
      />
      <Figure
        label="Documents in one"
        value={formatCount(groups.documents)}
        detail={`${formatPercent(groups.documents / documents)} of all`}
      />
      <Figure
        label="Largest"
        value={formatCount(groups.largest.documents)}
        detail={<bdi title={groups.largest.name}>{groups.largest.name}</bdi>}
      />
    </dl>
  </Panel>
);
