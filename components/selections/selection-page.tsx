"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { ManifestDomains } from "@/components/selections/manifest-domains";
import { RecipePanel } from "@/components/selections/recipe-panel";
import { SelectionFiles } from "@/components/selections/selection-files";
import { SelectionProgress } from "@/components/selections/selection-progress";
import { SelectionRuns } from "@/components/selections/selection-runs";
import { SELECTION_TONES } from "@/components/selections/selection-tone";
import { TrainPanel } from "@/components/selections/train-panel";
import { Badge } from "@/components/ui/badge";
import { CompareButton } from "@/components/ui/compare-button";
import { ErrorState } from "@/components/ui/error-state";
import {
  formatCount,
  formatDate,
  formatNumber,
  formatPercent,
  formatTokens,
  shortHash,
} from "@/components/ui/format";
import { Figure, Page, PageHeader, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import type { SelectionDetail } from "@/server/services/selection/selection-summary";

/** How often a selection that is being written is asked for again. */
const ASK_MS = 1000;

/** One selection: what it holds, where it came from, and the way to a model. */
export function SelectionPage({ id }: { readonly id: string }) {
  const query = useQuery(
    useTRPC().selection.get.queryOptions(
      { id },
      {
        refetchInterval: ({ state }) =>
          state.data?.state === "queued" || state.data?.state === "running" ? ASK_MS : false,
      },
    ),
  );
  if (query.isError) {
    return (
      <Page>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  }
  return (
    <Page>
      {query.data === undefined ? <SkeletonRows rows={10} /> : <Selection selection={query.data} />}
    </Page>
  );
}

/** On a narrow screen there is one column, and training comes before recipe and hashes. */
const COLUMN = "max-lg:contents lg:min-w-0 lg:space-y-4";

const Selection = ({ selection }: { readonly selection: SelectionDetail }) => (
  <>
    <PageHeader
      title={selection.recipe.name}
      beside={
        <>
          <Badge tone={SELECTION_TONES[selection.state]}>{selection.state}</Badge>
          {selection.corpus.synthetic && <Badge tone="warning">synthetic</Badge>}
        </>
      }
      detail={<Origin selection={selection} />}
      actions={<CompareButton items={[{ kind: "selection", id: selection.id }]} />}
    />
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,440px)]">
      <div className={COLUMN}>
        {selection.state !== "ready" && <SelectionProgress selection={selection} />}
        <Panel title="What it holds">
          <Figures selection={selection} />
          {selection.manifest !== null && <ManifestDomains manifest={selection.manifest} />}
        </Panel>
        <div className="min-w-0 space-y-4 max-lg:order-last">
          <RecipePanel selection={selection} />
          {selection.manifest !== null && (
            <SelectionFiles selection={selection} manifest={selection.manifest} />
          )}
        </div>
      </div>
      <div className={COLUMN}>
        <TrainPanel selection={selection} />
        <SelectionRuns runs={selection.runs} />
      </div>
    </div>
  </>
);

function Origin({ selection }: { readonly selection: SelectionDetail }) {
  const { corpus, recipeVersion } = selection;
  return (
    <span>
      from <TextLink href={`/browse/${corpus.id}`}>{corpus.name}</TextLink> version {corpus.number} ·{" "}
      {recipeVersion === null
        ? "unsaved recipe"
        : `recipe ${recipeVersion.name} v${String(recipeVersion.number)}`}{" "}
      · {formatDate(selection.createdAt)} ·{" "}
      <span className="font-mono text-xs" title={selection.selectionKey}>
        {shortHash(selection.selectionKey)}
      </span>
    </span>
  );
}

function Figures({ selection }: { readonly selection: SelectionDetail }) {
  const { manifest, documents, tokens } = selection;
  return (
    <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      <Figure label="Documents" value={formatCount(documents)} />
      <Figure label="Tokens" value={formatTokens(tokens)} detail={formatCount(tokens)} />
      <Figure
        label="Budget used"
        value={manifest === null ? "…" : formatPercent(manifest.tokens / Math.max(1, manifest.budgetTokens))}
        {...(manifest === null ? {} : { detail: `of ${formatTokens(manifest.budgetTokens)}` })}
      />
      <Figure
        label="Threshold"
        value={
          manifest === null
            ? "…"
            : manifest.threshold === null
              ? "by domain"
              : `≥ ${formatNumber(manifest.threshold)}`
        }
      />
    </dl>
  );
}
