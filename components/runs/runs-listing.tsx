"use client";

import { useSearchParams } from "next/navigation";
import { useMemo, useRef, useState, type ReactNode } from "react";
import { BulkBar } from "@/components/runs/bulk-bar";
import { BulkDialog } from "@/components/runs/bulk-dialog";
import type { BulkAct } from "@/components/runs/bulk.prepare";
import { OrphansNotice } from "@/components/runs/orphans-notice";
import { allToggled, NOTHING_CHOSEN } from "@/components/runs/row-choice";
import { ALL_RUNS, readRunsAddress, runsParameters, type RunsAddress } from "@/components/runs/runs-address";
import { filteredRuns, troubledFirst } from "@/components/runs/runs-listing.prepare";
import { RunsTable } from "@/components/runs/runs-table";
import { RunsToolbar } from "@/components/runs/runs-toolbar";
import { Button } from "@/components/ui/button";
import { CompareButton } from "@/components/ui/compare-button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { useKeys } from "@/components/ui/keys";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { setParameters } from "@/components/ui/url-parameters";
import type { RunSummary } from "@/server/services/run/run-summary";

interface RunsListingProps {
  readonly title: string;
  readonly detail: ReactNode;
  /** At least one, newest first. */
  readonly runs: readonly RunSummary[];
  /** Why the list is not the newest; null while it is. */
  readonly fault: { readonly error: unknown; readonly retry: () => void } | null;
}

/** The runs an address asks for, and what can be done with those that are chosen. */
export function RunsListing({ title, detail, runs, fault }: RunsListingProps) {
  const search = useSearchParams();
  const address = useMemo(() => readRunsAddress(search), [search]);
  const change = (part: Partial<RunsAddress>) => setParameters(runsParameters({ ...address, ...part }));
  const [choice, setChoice] = useState(NOTHING_CHOSEN);
  const [asking, setAsking] = useState<{ act: BulkAct; runs: readonly RunSummary[] } | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const shown = useMemo(() => {
    const found = filteredRuns(runs, address);
    return address.sort === null ? troubledFirst(found) : found;
  }, [runs, address]);
  const chosen = runs.filter(({ id }) => choice.chosen.has(id));
  const clear = () => setChoice(NOTHING_CHOSEN);
  useKeys("Runs", [
    { keys: "/", label: "Search the runs", run: () => searchRef.current?.focus() },
    {
      keys: "mod+a",
      label: "In the table: choose all runs shown",
      within: "[data-runs]",
      run: () =>
        setChoice(
          allToggled(
            NOTHING_CHOSEN,
            shown.map(({ id }) => id),
          ),
        ),
    },
    { keys: "Escape", label: "Clear the choice", run: clear },
  ]);
  return (
    <Page>
      <PageHeader
        title={title}
        detail={detail}
        actions={<CompareButton items={chosen.map(({ id }) => ({ kind: "run", id }))} />}
      />
      <OrphansNotice />
      {fault !== null && <ErrorState error={fault.error} onRetry={fault.retry} className="mb-3" />}
      <Panel flush>
        <RunsToolbar runs={runs} address={address} change={change} searchRef={searchRef} />
        {shown.length === 0 ? (
          <EmptyState
            title="No run is like that"
            action={<Button onClick={() => change(ALL_RUNS)}>Show all runs</Button>}
          >
            There are runs, but the search and the filters let none of them through.
          </EmptyState>
        ) : (
          <RunsTable
            runs={shown}
            address={address}
            onSort={(sort) => change({ sort })}
            choice={choice}
            onChoice={setChoice}
          />
        )}
      </Panel>
      {chosen.length > 0 && (
        <BulkBar
          count={chosen.length}
          hidden={chosen.filter((run) => !shown.includes(run)).length}
          onAct={(act) => setAsking({ act, runs: chosen })}
          onClear={clear}
        />
      )}
      {asking !== null && (
        <BulkDialog
          {...asking}
          onClose={(done) => {
            setAsking(null);
            if (done) clear();
          }}
        />
      )}
    </Page>
  );
}
