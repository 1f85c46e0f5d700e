"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "@/components/api/trpc";
import { ChartMenu } from "@/components/charts/chart-menu";
import { AccuracyTable } from "@/components/runs/accuracy-table";
import { EvaluationLine } from "@/components/runs/evaluation-line";
import {
  accuraciesFigure,
  accuracyRows,
  otherFigures,
  publishedBeside,
} from "@/components/runs/evaluations.prepare";
import { ValidationFigures } from "@/components/runs/validation-figures";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { newestResults } from "@/core/evaluation/newest-results";
import { isEnded } from "@/core/run-states";
import type { EvaluationSummary } from "@/server/services/evaluation/evaluation-summary";
import type { RunSummary } from "@/server/services/run/run-summary";

/** How often evaluations under way are asked for again. */
const ASK_MS = 2000;

interface EvaluationsPanelProps {
  readonly run: Pick<RunSummary, "id" | "name" | "model" | "totalTokens">;
}

const EvaluateButton = ({ id }: { readonly id: string }) => (
  <Button asChild>
    <Link href={`/runs/${id}/evaluate`}>Evaluate…</Link>
  </Button>
);

/** What was measured of the finished model, beside what is published, and what is being measured. */
export function EvaluationsPanel({ run }: EvaluationsPanelProps) {
  const query = useQuery(
    useTRPC().evaluation.ofRun.queryOptions(
      { id: run.id },
      {
        refetchInterval: ({ state }) =>
          state.data?.some((one) => !isEnded(one.state)) === true ? ASK_MS : false,
      },
    ),
  );
  const { data } = query;
  if (data !== undefined && data.length > 0) return <Measured run={run} evaluations={data} />;
  return (
    <Panel title="Evaluations" aside={<EvaluateButton id={run.id} />} flush>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} className="m-3" />
      ) : data === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <p className="p-3 text-sm text-muted">
          Nothing was measured yet. Evaluate the model on the tasks of the paper, on your own, or on the whole
          validation set.
        </p>
      )}
    </Panel>
  );
}

interface MeasuredProps extends EvaluationsPanelProps {
  readonly evaluations: readonly EvaluationSummary[];
}

function Measured({ run, evaluations }: MeasuredProps) {
  const results = newestResults(evaluations);
  const beside = publishedBeside({ model: run.model, tokens: run.totalTokens });
  const rows = accuracyRows(results, beside.results);
  // A failed or open evaluation is told until a later one has succeeded.
  const done = evaluations.findIndex(({ state }) => state === "succeeded");
  const told = evaluations.slice(0, done === -1 ? evaluations.length : done + 1);
  return (
    <Panel
      title="Evaluations"
      className="group/chart"
      aside={
        <>
          {rows.length > 0 && (
            <ChartMenu
              label="Accuracies"
              hasPicture={false}
              chart={() => accuraciesFigure(run.name, rows, beside.results)}
            />
          )}
          <EvaluateButton id={run.id} />
        </>
      }
      flush
    >
      <ul aria-label="Evaluations" className="divide-y border-b text-sm">
        {told.map((one) => (
          <EvaluationLine key={one.id} evaluation={one} />
        ))}
      </ul>
      {rows.length > 0 && <AccuracyTable rows={rows} beside={beside} />}
      {otherFigures(results).map((result) => (
        <ValidationFigures key={result.task} result={result} />
      ))}
    </Panel>
  );
}
