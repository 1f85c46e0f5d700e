"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { SELECTION_TONES } from "@/components/selections/selection-tone";
import { Badge } from "@/components/ui/badge";
import { CompareButton } from "@/components/ui/compare-button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatDate, formatTokens } from "@/components/ui/format";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { RowCheck } from "@/components/ui/row-check";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { useChosen } from "@/components/ui/use-chosen";
import type { SelectionSummary } from "@/server/services/selection/selection-summary";

/** Everything that was ever confirmed, newest first. */
export function SelectionsPage() {
  const query = useQuery(useTRPC().selection.list.queryOptions({}));
  const [chosen, toggle] = useChosen();
  return (
    <Page>
      <PageHeader
        title="Selections"
        detail="What was confirmed in the mixer, and the runs that trained on it"
        actions={
          (query.data?.length ?? 0) > 0 && (
            <CompareButton items={chosen.map((id) => ({ kind: "selection", id }))} />
          )
        }
      />
      <Panel flush>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} className="m-3" />
        ) : query.data === undefined ? (
          <SkeletonRows rows={6} />
        ) : query.data.length === 0 ? (
          <EmptyState title="No selection yet" action={<TextLink href="/corpora">Choose a corpus</TextLink>}>
            Move the weights in the mixer of a corpus, then confirm: the selection is counted exactly and
            written.
          </EmptyState>
        ) : (
          <SelectionsTable selections={query.data} chosen={chosen} onToggle={toggle} />
        )}
      </Panel>
    </Page>
  );
}

interface SelectionsTableProps {
  readonly selections: readonly SelectionSummary[];
  /** Ids of those to be compared. */
  readonly chosen: readonly string[];
  readonly onToggle: (id: string) => void;
}

const SelectionsTable = ({ selections, chosen, onToggle }: SelectionsTableProps) => (
  <table className="w-full min-w-[640px] text-sm">
    <thead>
      <tr className="eyebrow h-8 text-right">
        <th scope="col" className="w-11 pl-2">
          <span className="sr-only">Compare</span>
        </th>
        <th scope="col" className="text-left font-normal">
          Recipe
        </th>
        <th scope="col" className="text-left font-normal">
          Corpus
        </th>
        <th scope="col" className="font-normal">
          documents
        </th>
        <th scope="col" className="font-normal">
          tokens
        </th>
        <th scope="col" className="font-normal">
          runs
        </th>
        <th scope="col" className="font-normal">
          confirmed
        </th>
        <th scope="col" className="pr-3 font-normal">
          state
        </th>
      </tr>
    </thead>
    <tbody className="divide-y border-t">
      {selections.map((selection) => (
        <tr key={selection.id} className="h-9 text-right hover:bg-hover">
          <td className="pl-2">
            <RowCheck
              label={`Compare ${selection.recipe.name}, confirmed ${formatDate(selection.createdAt)}`}
              checked={chosen.includes(selection.id)}
              onToggle={() => onToggle(selection.id)}
            />
          </td>
          <th scope="row" className="text-left font-normal">
            <TextLink href={`/selections/${selection.id}`}>{selection.recipe.name}</TextLink>
            {selection.recipeVersion !== null && (
              <span className="pl-1.5 text-xs text-muted">v{selection.recipeVersion.number}</span>
            )}
          </th>
          <td className="text-left">
            {selection.corpus.name}{" "}
            <span className="text-xs text-muted">version {selection.corpus.number}</span>{" "}
            {selection.corpus.synthetic && <Badge tone="warning">synthetic</Badge>}
          </td>
          <td>{formatCount(selection.documents)}</td>
          <td>{formatTokens(selection.tokens)}</td>
          <td>{selection.runs.length}</td>
          <td className="text-muted">{formatDate(selection.createdAt)}</td>
          <td className="pr-3">
            <Badge tone={SELECTION_TONES[selection.state]}>{selection.state}</Badge>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
