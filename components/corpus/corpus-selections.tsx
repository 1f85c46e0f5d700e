"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { DataTable, type Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatTokens } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import type { SelectionSummary } from "@/server/services/selection/selection-summary";

const TONES = { queued: "neutral", running: "accent", ready: "good", failed: "danger" } as const;

const COLUMNS: readonly Column<SelectionSummary>[] = [
  {
    id: "recipe",
    header: "Recipe",
    rowHeader: true,
    cell: ({ id, recipe }) => (
      <TextLink href={`/selections/${id}`} className="block truncate">
        {recipe.name}
      </TextLink>
    ),
  },
  { id: "state", header: "State", cell: ({ state }) => <Badge tone={TONES[state]}>{state}</Badge> },
  {
    id: "documents",
    header: "Documents",
    align: "right",
    from: "sm",
    cell: ({ documents }) => formatCount(documents),
  },
  { id: "tokens", header: "Tokens", align: "right", cell: ({ tokens }) => formatTokens(tokens) },
  { id: "runs", header: "Runs", align: "right", from: "sm", cell: ({ runs }) => formatCount(runs.length) },
];

/** Selections confirmed from a version of a corpus. */
export function CorpusSelections({
  versionId,
  corpusId,
}: {
  readonly versionId: string;
  readonly corpusId: string;
}) {
  const selections = useQuery(useTRPC().selection.list.queryOptions({ versionId }));
  return (
    <Panel title="Selections" flush>
      {selections.isPending ? (
        <SkeletonRows rows={2} />
      ) : selections.isError ? (
        <ErrorState error={selections.error} onRetry={() => void selections.refetch()} className="m-3" />
      ) : selections.data.length === 0 ? (
        <p className="px-3 py-3 text-sm text-muted">
          None yet. <TextLink href={`/mixer/${corpusId}`}>Weigh the raters</TextLink>, then confirm what they
          select.
        </p>
      ) : (
        <DataTable caption="Selections" columns={COLUMNS} rows={selections.data} rowKey={({ id }) => id} />
      )}
    </Panel>
  );
}
