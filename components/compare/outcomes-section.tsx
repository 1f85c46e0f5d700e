"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo } from "react";
import { useTRPC } from "@/components/api/trpc";
import { exportCurves } from "@/components/charts/export-curves";
import { CurveChart } from "@/components/charts/curve-chart";
import type { CompareAddress, CurveKind } from "@/components/compare/compare-address";
import type { Face } from "@/components/compare/compared-face";
import { FigureForReport } from "@/components/compare/report-figures";
import { outcomesTable } from "@/components/compare/report-tables";
import { OutcomesTable } from "@/components/compare/outcomes-table";
import {
  fieldTitle,
  outcomeCurves,
  outcomeDomains,
  outcomeFields,
  type CurvesWanted,
  type OutcomeField,
} from "@/components/compare/outcomes.prepare";
import { PublishedTable } from "@/components/compare/published-table";
import type { ChangeAddress } from "@/components/compare/use-compare-address";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { isEnded } from "@/core/run-states";

interface OutcomesSectionProps {
  readonly faces: readonly Face[];
  readonly address: Pick<CompareAddress, "curves" | "domain">;
  readonly change: ChangeAddress;
}

const KINDS: readonly { readonly value: CurveKind; readonly label: string }[] = [
  { value: "validation", label: "Validation" },
  { value: "train", label: "Training" },
  { value: "domain", label: "By domain" },
];

/** How often runs under way are asked for again. */
const ASK_MS = 5000;

/** What the models trained on the items have learnt. */
export function OutcomesSection({ faces, address, change }: OutcomesSectionProps) {
  const items = useMemo(() => faces.map(({ item }) => item.ref), [faces]);
  const outcomes = useQuery(
    useTRPC().comparison.outcomes.queryOptions(
      { items },
      {
        refetchInterval: ({ state }) =>
          state.data?.some(({ runs }) => runs.some((run) => !isEnded(run.state))) === true ? ASK_MS : false,
      },
    ),
  );
  const groups = outcomes.data ?? [];
  const domains = outcomeDomains(groups);
  const domain = domains.find((name) => name === address.domain) ?? domains[0] ?? null;
  return (
    <Panel
      flush
      title="Outcomes"
      aside={
        groups.length > 0 && (
          <>
            {address.curves === "domain" && domain !== null && (
              <Select
                aria-label="Domain"
                value={domain}
                options={domains.map((name) => ({ value: name, label: name }))}
                onValue={(name) => change({ domain: name })}
              />
            )}
            <Segmented
              label="Curves"
              value={address.curves}
              options={KINDS}
              onValue={(curves) => change({ curves })}
            />
          </>
        )
      }
    >
      {outcomes.isError ? (
        <ErrorState error={outcomes.error} onRetry={() => void outcomes.refetch()} className="m-3" />
      ) : outcomes.data === undefined ? (
        <SkeletonRows rows={5} />
      ) : groups.length === 0 ? (
        <NoRuns />
      ) : (
        <Fields
          fields={outcomeFields(groups, faces)}
          baseline={faces[0]}
          wanted={{ kind: address.curves, domain }}
        />
      )}
      {outcomes.data !== undefined && <PublishedTable runs={groups.flatMap(({ runs }) => runs)} />}
    </Panel>
  );
}

const NoRuns = () => (
  <EmptyState
    title="No model was trained on these yet"
    action={
      <Button asChild>
        <Link href="/selections">Choose a selection</Link>
      </Button>
    }
  >
    Confirm a selection and start a training on its page: its loss curves stand here beside those of the
    others.
  </EmptyState>
);

interface FieldsProps {
  readonly fields: readonly OutcomeField[];
  readonly baseline: Face | undefined;
  readonly wanted: CurvesWanted;
}

const AXES = {
  xName: "tokens",
  yName: "Cross-entropy in nats a token",
  format: (loss: number) => loss.toFixed(2),
} as const;

const Fields = ({ fields, baseline, wanted }: FieldsProps) => (
  <div className="divide-y">
    {fields.map((field, place) => (
      <section key={field.key} aria-label={`Runs with ${field.settings}`} className="p-3">
        <p className="pb-3 text-xs text-muted">
          {place > 0 && (
            <span className="text-warning">
              {apartBecause(field, fields[0])} They stand apart, for their losses are not one scale.{" "}
            </span>
          )}
          {field.settings}
        </p>
        <FigureForReport figure={() => outcomesTable(field)} />
        <FigureForReport
          figure={() =>
            exportCurves({
              names: ["Comparison", fieldTitle(field, wanted)],
              title: fieldTitle(field, wanted),
              curves: outcomeCurves(field, wanted),
              ...AXES,
            })
          }
        />
        <CurveChart
          names={["Comparison", fieldTitle(field, wanted)]}
          title={fieldTitle(field, wanted)}
          curves={outcomeCurves(field, wanted)}
          {...AXES}
        />
        <OutcomesTable field={field} baseline={baseline} wanted={wanted} />
      </section>
    ))}
  </div>
);

const apartBecause = (field: OutcomeField, first: OutcomeField | undefined): string =>
  field.metricVersion === first?.metricVersion
    ? "These runs were trained with other settings than those above."
    : "The losses of these runs are measured in another way than those above.";
