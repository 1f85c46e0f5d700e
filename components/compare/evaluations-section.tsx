"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { ChartMenu } from "@/components/charts/chart-menu";
import type { Face } from "@/components/compare/compared-face";
import { evaluationsTable } from "@/components/compare/evaluations.prepare";
import { EvaluationsTable } from "@/components/compare/evaluations-table";
import { FigureForReport } from "@/components/compare/report-figures";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { AccuracyKind } from "@/core/evaluation/paper-averages";

const KINDS: readonly { readonly value: AccuracyKind; readonly label: string }[] = [
  { value: "plain", label: "Accuracy" },
  { value: "normalised", label: "By length" },
];

/** What the models of the items answer right, task by task, and how surely that differs from the baseline. */
export function EvaluationsSection({ faces }: { readonly faces: readonly Face[] }) {
  const [kind, setKind] = useState<AccuracyKind>("plain");
  const items = useMemo(() => faces.map(({ item }) => item.ref), [faces]);
  const compared = useQuery(
    useTRPC().comparison.evaluations.queryOptions({ items, kind }, { placeholderData: keepPreviousData }),
  );
  const tasks = compared.data ?? [];
  const figure = () => evaluationsTable(faces, tasks);
  return (
    <Panel
      flush
      title="Evaluations"
      className="group/chart"
      aside={
        tasks.length > 0 && (
          <>
            <ChartMenu label="Evaluations" hasPicture={false} chart={figure} />
            <Segmented label="Accuracy" value={kind} options={KINDS} onValue={setKind} />
          </>
        )
      }
    >
      {compared.isError ? (
        <ErrorState error={compared.error} onRetry={() => void compared.refetch()} className="m-3" />
      ) : compared.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : tasks.length === 0 ? (
        <EmptyState title="No model of these was evaluated yet">
          Open a finished run and evaluate it: its accuracies stand here beside those of the others.
        </EmptyState>
      ) : (
        <>
          <FigureForReport figure={figure} />
          <EvaluationsTable faces={faces} tasks={tasks} />
        </>
      )}
    </Panel>
  );
}
