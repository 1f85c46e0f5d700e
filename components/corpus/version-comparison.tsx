"use client";

import { useSubscription } from "@trpc/tanstack-react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { FATE_LABELS, tokensText } from "@/components/corpus/version-comparison.prepare";
import { VersionDocuments } from "@/components/corpus/version-documents";
import { VersionDomains } from "@/components/corpus/version-domains";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatDuration, formatPercent } from "@/components/ui/format";
import { Figure, Panel } from "@/components/ui/page";
import { Progress } from "@/components/ui/progress";
import type { Fate } from "@/core/version-fate";
import type { VersionComparison as Comparison } from "@/server/services/corpus/compare-versions";

import type { DiffProgress } from "@/server/services/corpus/version-diff";

interface VersionComparisonProps {
  readonly corpusId: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** In the order they are read: what is new first. */
const SHOWN: readonly Fate[] = ["added", "gone", "changed", "unchanged"];

/** Compares as soon as it is on the screen; leaving or stopping ends the work. */
export function VersionComparison({ corpusId, name, before, after }: VersionComparisonProps) {
  const [stopped, setStopped] = useState(false);
  // What a subscription said last is gone once it has ended.
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const comparing = useSubscription(
    useTRPC().corpus.compare.subscriptionOptions(
      { corpusId, before, after },
      {
        enabled: !stopped && comparison === null,
        onData: (event) => event.kind === "ready" && setComparison(event.result),
      },
    ),
  );
  if (comparison !== null) return <Compared {...{ corpusId, name, before, after, comparison }} />;
  if (stopped) {
    return (
      <Panel>
        <p className="flex items-center gap-3 text-sm text-muted">
          Stopped. <Button onClick={() => setStopped(false)}>Compare</Button>
        </p>
      </Panel>
    );
  }
  if (comparing.error !== null) return <ErrorState error={comparing.error} onRetry={comparing.reset} />;
  const progress = comparing.data?.kind === "working" ? comparing.data : null;
  return <Comparing progress={progress} onStop={() => setStopped(true)} />;
}

const Comparing = ({
  progress,
  onStop,
}: {
  readonly progress: DiffProgress | null;
  readonly onStop: () => void;
}) => (
  <Panel>
    <div role="status" aria-label="Loading" className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <Progress
          label="Comparing"
          share={progress === null ? null : progress.done / Math.max(1, progress.total)}
        />
        <p className="pt-1.5 text-xs text-muted">
          {progress === null
            ? "Reading …"
            : `${formatCount(progress.done)} of ${formatCount(progress.total)} rows matched`}
        </p>
      </div>
      <Button variant="quiet" onClick={onStop}>
        Stop
      </Button>
    </div>
  </Panel>
);

function Compared({ comparison, ...versions }: VersionComparisonProps & { readonly comparison: Comparison }) {
  const { totals, domains, first, seconds } = comparison;
  const all = SHOWN.reduce((sum, fate) => sum + totals[fate].documents, 0);
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 rounded-lg border bg-surface px-4 py-3 sm:grid-cols-4">
        {SHOWN.map((fate) => (
          <Figure
            key={fate}
            label={`${FATE_LABELS[fate]} documents`}
            value={formatCount(totals[fate].documents)}
            detail={`${formatPercent(totals[fate].documents / Math.max(1, all))} · ${tokensText(fate, totals[fate])}`}
          />
        ))}
      </dl>
      <VersionDomains domains={domains} />
      <VersionDocuments {...versions} first={first} totals={totals} />
      <p className="text-xs text-muted">
        Compared by id and by a digest of the whole row, exactly, in {formatDuration(seconds)}. Validation
        documents are not compared.
      </p>
    </div>
  );
}
