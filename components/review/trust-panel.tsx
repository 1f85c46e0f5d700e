"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { CountMatrix } from "@/components/review/count-matrix";
import { estimateText } from "@/components/review/estimate-text";
import { ProposalView } from "@/components/review/proposal-view";
import { DataTable, type Column } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatPlural } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { raterOf } from "@/core/raters";
import { questionId, questionLabel } from "@/core/review/question";
import type { QuestionTrust, RaterOnQuestion } from "@/core/review/rater-trust";
import type { SessionSummary } from "@/server/services/review/session-summary";

/** How far the raters say what people say, and the weights that would follow people. */
export function TrustPanel({ session }: { readonly session: SessionSummary }) {
  const trust = useQuery(useTRPC().review.raters.queryOptions({ id: session.id }));
  const again = (
    <Button variant="quiet" busy={trust.isFetching} onClick={() => void trust.refetch()}>
      Count again
    </Button>
  );
  return (
    <Panel title="People against raters" aside={again}>
      {trust.data !== undefined ? (
        <div className="flex flex-col gap-6">
          {trust.data.questions.map((question) => (
            <Question key={question.id} question={question} session={session} />
          ))}
          <ProposalView proposal={trust.data.proposal} wanted={trust.data.wanted} session={session} />
        </div>
      ) : trust.isError ? (
        <ErrorState error={trust.error} onRetry={() => void trust.refetch()} />
      ) : (
        <SkeletonRows rows={6} />
      )}
    </Panel>
  );
}

interface QuestionProps {
  readonly question: QuestionTrust;
  readonly session: SessionSummary;
}

function Question({ question, session }: QuestionProps) {
  const asked = session.settings.questions.find((one) => questionId(one) === question.id);
  const { levels } = question;
  return (
    <section aria-label={`Raters and ${question.id}`} className="flex flex-col gap-3">
      <h3 className="text-sm font-semibold">{asked === undefined ? question.id : questionLabel(asked)}</h3>
      <div className="grid gap-4 lg:grid-cols-2">
        <div
          role="group"
          tabIndex={0}
          aria-label="Raters"
          className="max-h-80 min-w-0 overflow-auto rounded-md border"
        >
          <DataTable
            caption={`Raters against people: ${question.id}`}
            columns={columnsOf(question.measure)}
            rows={question.raters}
            rowKey={({ rater }) => rater}
          />
        </div>
        {levels !== null && (
          <div className="min-w-0">
            <p className="pb-2 text-sm">
              {raterOf(levels.rater).label} and people on {formatPlural(levels.documents, "document")}:
              macro-F1 <strong>{estimateText(levels.macroF1)}</strong>{" "}
              <span className="text-muted">(the paper reports 0.875 to 0.916 against a language model)</span>
            </p>
            <CountMatrix
              caption="Rows: people, columns: rater"
              labels={levels.confusion.map((_, level) => String(level))}
              count={(people, said) => levels.confusion[people]?.[said] ?? 0}
            />
          </div>
        )}
      </div>
    </section>
  );
}

const columnsOf = (measure: QuestionTrust["measure"]): readonly Column<RaterOnQuestion>[] => [
  { id: "rater", header: "Rater", rowHeader: true, cell: ({ rater }) => raterOf(rater).label },
  {
    id: "documents",
    header: "Documents",
    align: "right",
    from: "sm",
    cell: ({ documents }) => formatCount(documents),
  },
  {
    id: "agreement",
    header: measure === "auc" ? "AUC for keep (95 %)" : "Spearman's ρ (95 %)",
    align: "right",
    cell: ({ agreement }) => estimateText(agreement),
  },
];
