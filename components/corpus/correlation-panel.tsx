"use client";

import { useMemo, useState } from "react";
import { ChartMenu } from "@/components/charts/chart-menu";
import { HeatMap } from "@/components/charts/heat-map";
import { correlationChart } from "@/components/corpus/correlation-chart";
import {
  correlationOrder,
  prepareCorrelation,
  type CorrelationOrder,
} from "@/components/corpus/correlation.prepare";
import { CorrelationPairs, StrongestPairs } from "@/components/corpus/correlation-pairs";
import { CorpusMeasured } from "@/components/corpus/corpus-measured";
import type { ProfileState } from "@/components/corpus/use-corpus-profile";
import { Panel } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import type { CorpusProfile } from "@/server/services/corpus/corpus-profile";

const ORDER_OPTIONS: readonly { readonly value: CorrelationOrder; readonly label: string }[] = [
  { value: "family", label: "By family" },
  { value: "clusters", label: "Alike together" },
];

interface CorrelationPanelProps {
  /** The corpus and its version. */
  readonly of: string;
  readonly state: ProfileState;
}

/** Which raters say the same: Spearman's rank correlation of every two. */
export function CorrelationPanel({ of, state }: CorrelationPanelProps) {
  const [order, setOrder] = useState<CorrelationOrder>("family");
  const { profile } = state;
  const chart = (measured: CorpusProfile) => {
    const correlation = prepareCorrelation(measured);
    return correlationChart(of, correlation, correlationOrder(order, correlation));
  };
  return (
    <Panel
      title="Correlation of raters"
      aside={
        <>
          {profile !== null && <ChartMenu label="Correlation of raters" chart={() => chart(profile)} />}
          <span className="text-xs text-muted max-sm:hidden">
            Spearman, of percentiles, exact over all documents
          </span>
          <Segmented label="Order of the raters" value={order} options={ORDER_OPTIONS} onValue={setOrder} />
        </>
      }
      className="group/chart"
    >
      <CorpusMeasured state={state}>
        {(measured) => <Measured profile={measured} order={order} />}
      </CorpusMeasured>
    </Panel>
  );
}

function Measured({ profile, order }: { readonly profile: CorpusProfile; readonly order: CorrelationOrder }) {
  const correlation = useMemo(() => prepareCorrelation(profile), [profile]);
  const places = useMemo(() => correlationOrder(order, correlation), [order, correlation]);
  if (correlation.raters.length < 2)
    return <p className="text-sm text-muted">There are no two raters to compare.</p>;
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-x-8 gap-y-4 lg:grid-cols-[auto_minmax(0,1fr)]">
        <HeatMap
          label="Rank correlation of raters"
          names={correlation.names}
          order={places}
          value={correlation.value}
          sentence={correlation.sentence}
        />
        <StrongestPairs pairs={correlation.pairs} />
      </div>
      <CorrelationPairs pairs={correlation.pairs} />
    </div>
  );
}
