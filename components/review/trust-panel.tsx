"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "@/components/api/trpc";
import { CountMatrix } from "@/components/review/count-matrix";
import { estimateText } from "@/components/review/estimate-text";
import { DataTable, type Column } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatPercent, formatPlural } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { raterOf, type RaterId } from "@/core/raters";
import { recipeQuery } from "@/core/recipe-url";
import { questionId, questionLabel } from "@/core/review/question";
import {
  proposedRecipe,
  type Proposal,
  type QuestionTrust,
  type RaterOnQuestion,
} from "@/core/review/rater-trust";
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
      {trust.isError ? (
        <ErrorState error={trust.error} onRetry={() => void trust.refetch()} />
      ) : trust.data === undefined ? (
        <SkeletonRows rows={6} />
      ) : (
        <div className="flex flex-col gap-6">
          {trust.data.questions.map((question) => (
            <Question key={question.id} question={question} session={session} />
          ))}
          <ProposalView proposal={trust.data.proposal} wanted={trust.data.wanted} session={session} />
        </div>
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
    header: "documents",
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

interface ProposalViewProps {
  readonly proposal: Proposal | null;
  readonly wanted: number;
  readonly session: SessionSummary;
}

/** A recipe to look at in the mixer; nothing changes before it is saved there. */
function ProposalView({ proposal, wanted, session }: ProposalViewProps) {
  const recipe =
    proposal === null ? null : proposedRecipe(`Proposed by ${session.name}`.slice(0, 120), proposal);
  return (
    <section aria-label="Proposed weights" className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">Proposed weights</h3>
      {proposal === null ? (
        <p className="text-sm text-muted">
          A proposal needs verdicts on {formatCount(wanted)} documents at least.
        </p>
      ) : recipe === null ? (
        <p className="text-sm text-muted">No rater says more of what people say than none at all.</p>
      ) : (
        <>
          <p className="text-sm text-muted">
            Closest to what people say of {formatPlural(proposal.documents, "document")}, weights of 0 or
            more. For documents left out of the fit it foretells{" "}
            {formatPercent(Math.max(0, proposal.foretold))} of the differences between verdicts
            {proposal.foretold <= 0 && ": nothing, so do not follow it"}.
          </p>
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {weightsOf(proposal).map(([rater, weight]) => (
              <li key={rater}>
                {raterOf(rater).label} <span className="text-muted">{formatPercent(weight)}</span>
              </li>
            ))}
          </ul>
          <Button asChild className="self-start">
            <Link href={`/mixer/${session.corpus.id}?${recipeQuery(recipe)}`}>
              See its mixture in the mixer
            </Link>
          </Button>
        </>
      )}
    </section>
  );
}

const weightsOf = ({ weights }: Proposal): readonly (readonly [RaterId, number])[] =>
  (Object.entries(weights) as [RaterId, number][]).toSorted(([, a], [, b]) => b - a);
