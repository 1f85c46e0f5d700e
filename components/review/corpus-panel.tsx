"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { IntervalMark } from "@/components/charts/interval-mark";
import { estimateText, twoDecimals, wholePercent } from "@/components/review/estimate-text";
import { drawnFrom, whyUnweighted } from "@/components/review/sampling-text";
import { DataTable, type Column } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { formatCount, formatPlural } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { HIGHEST_LEVEL } from "@/core/review/rubrics";
import type { CorpusFigure, PartFigure } from "@/core/review/corpus-figures";
import type { SessionCorpusFigures } from "@/server/services/review/corpus-figures";
import type { SessionSummary } from "@/server/services/review/session-summary";

/** What the answers say of the documents of the session, and of what these were drawn from. */
export function CorpusPanel({ session }: { readonly session: SessionSummary }) {
  const figures = useQuery(useTRPC().review.corpus.queryOptions({ id: session.id }));
  const again = (
    <Button variant="quiet" busy={figures.isFetching} onClick={() => void figures.refetch()}>
      Count again
    </Button>
  );
  return (
    <Panel title="From the answers to the corpus" aside={again}>
      {figures.isError ? (
        <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />
      ) : figures.data === undefined ? (
        <SkeletonRows rows={4} />
      ) : figures.data.answered === 0 ? (
        <p className="text-sm text-muted">Figures show as soon as a document has an answer.</p>
      ) : (
        <Figures found={figures.data} session={session} />
      )}
    </Panel>
  );
}

interface FiguresProps {
  readonly found: SessionCorpusFigures;
  readonly session: SessionSummary;
}

function Figures({ found, session: { settings } }: FiguresProps) {
  const [chosen, setChosen] = useState(0);
  const { figures, weighted, uncovered } = found;
  const figure = figures[chosen] ?? figures[0];
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-[80ch] text-sm text-muted">
        {formatCount(found.answered)} of {formatPlural(found.drawn, "document")} drawn have an answer.{" "}
        {weighted
          ? `Each stands for the more documents, the less likely it was to be drawn; the estimate speaks of ${drawnFrom(settings.sampling)}. Unanswered documents are taken to be like the answered ones.${unevenly(found)}`
          : `These documents only: ${whyUnweighted(settings.sampling)}`}
        {uncovered.length > 0 &&
          ` No answer speaks of ${uncovered.join(", ")}: the estimate leaves ${uncovered.length === 1 ? "this domain" : "these domains"} out.`}
      </p>
      <div className="grid gap-4 lg:grid-cols-2">
        <div
          role="group"
          tabIndex={0}
          aria-label="Figures over all domains"
          className="min-w-0 overflow-x-auto"
        >
          <DataTable
            caption="Figures over all domains"
            columns={columnsOf(weighted)}
            rows={figures}
            rowKey={nameOf}
          />
        </div>
        {figure !== undefined && (
          <div className="flex min-w-0 flex-col gap-2">
            <Field label="By domain">
              {(control) => (
                <Select
                  {...control}
                  value={nameOf(figure)}
                  options={figures.map((one) => ({ value: nameOf(one), label: nameOf(one) }))}
                  onValue={(name) => setChosen(figures.findIndex((one) => nameOf(one) === name))}
                />
              )}
            </Field>
            <div role="group" tabIndex={0} aria-label="By domain" className="min-w-0 overflow-x-auto">
              <DataTable
                caption={`${nameOf(figure)} by domain`}
                columns={domainColumns(figure, weighted)}
                rows={figure.domains}
                rowKey={({ name }) => name}
              />
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

/** Said where weights differ enough to cost a tenth of the documents. */
const unevenly = ({ answered, effective }: SessionCorpusFigures): string =>
  effective < 0.9 * answered
    ? ` As they weigh unequally, they tell as much as ${formatPlural(Math.round(effective), "document")} drawn with equal chances.`
    : "";

const nameOf = ({ question, choice }: CorpusFigure): string =>
  `${question}: ${choice === null ? "mean level" : choice}`;

const formatOf = ({ choice }: CorpusFigure) => (choice === null ? twoDecimals : wholePercent);

const columnsOf = (weighted: boolean): readonly Column<CorpusFigure>[] => [
  { id: "figure", header: "Figure", rowHeader: true, cell: nameOf },
  {
    id: "here",
    header: "These documents",
    align: "right",
    cell: (figure) => (figure.here === null ? "–" : formatOf(figure)(figure.here)),
  },
  ...(weighted
    ? [
        {
          id: "corpus",
          header: "Estimate (95 %)",
          align: "right",
          cell: (figure) => (figure.corpus === null ? "–" : estimateText(figure.corpus, formatOf(figure))),
        } satisfies Column<CorpusFigure>,
      ]
    : []),
];

function domainColumns(figure: CorpusFigure, weighted: boolean): readonly Column<PartFigure>[] {
  const format = formatOf(figure);
  const to = figure.choice === null ? HIGHEST_LEVEL : 1;
  const numbers: readonly Column<PartFigure>[] = [
    { id: "domain", header: "Domain", rowHeader: true, cell: ({ name }) => <bdi>{name}</bdi> },
    {
      id: "answered",
      header: "Answered",
      align: "right",
      cell: ({ answered, drawn }) => `${formatCount(answered)} of ${formatCount(drawn)}`,
    },
    {
      id: "here",
      header: "These",
      align: "right",
      cell: ({ here }) => (here === null ? "–" : format(here)),
    },
  ];
  if (!weighted) return numbers;
  return [
    ...numbers,
    {
      id: "corpus",
      header: "Estimate (95 %)",
      align: "right",
      cell: ({ corpus }) => (corpus === null ? "–" : estimateText(corpus, format)),
    },
    {
      id: "mark",
      header: `0 to ${to === 1 ? "100 %" : String(to)}`,
      from: "sm",
      cell: ({ corpus }) =>
        corpus === null || corpus.value === null ? null : (
          <IntervalMark
            value={corpus.value}
            low={corpus.low ?? corpus.value}
            high={corpus.high ?? corpus.value}
            from={0}
            to={to}
          />
        ),
    },
  ];
}
