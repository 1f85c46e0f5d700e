"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { estimateText, twoDecimals, wholePercent } from "@/components/review/estimate-text";
import { GoldDialog } from "@/components/review/gold-dialog";
import { DataTable, type Column } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatPlural } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { QuestionOnGold, ReviewerOnGold } from "@/core/review/gold-figures";
import type { SessionGoldFigures } from "@/server/services/review/gold-figures";
import type { SessionSummary } from "@/server/services/review/session-summary";

/** How reviewers answer the documents of which it is known what holds. */
export function GoldPanel({ session }: { readonly session: SessionSummary }) {
  const [giving, setGiving] = useState(false);
  const found = useQuery(useTRPC().review.gold.queryOptions({ id: session.id }));
  return (
    <Panel
      title="Gold documents"
      aside={
        <>
          <Button variant="quiet" busy={found.isFetching} onClick={() => void found.refetch()}>
            Count again
          </Button>
          <Button variant="quiet" onClick={() => setGiving(true)}>
            Gold answers…
          </Button>
        </>
      }
    >
      {found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <Found found={found.data} />
      )}
      {giving && <GoldDialog session={session} onClose={() => setGiving(false)} />}
    </Panel>
  );
}

function Found({ found: { documents, added, questions } }: { readonly found: SessionGoldFigures }) {
  if (documents === 0)
    return (
      <p className="text-sm text-muted">
        Say what holds of some documents, and see how often each reviewer finds it. Reviewers do not see which
        documents these are.
      </p>
    );
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">
        {formatPlural(documents, "document")} with gold answers
        {added > 0 && `, ${formatCount(added)} of them not drawn: they count here and nowhere else`}.
      </p>
      <div className="grid gap-4 lg:grid-cols-2">
        {questions.map((question) => (
          <section key={question.id} aria-label={`Gold: ${question.label}`} className="min-w-0">
            <h3 className="text-sm font-semibold">{question.label}</h3>
            {question.reviewers.length === 0 ? (
              <p className="text-sm text-muted">No gold document has an answer to it yet.</p>
            ) : (
              <div
                role="group"
                tabIndex={0}
                aria-label={`${question.label} against gold`}
                className="overflow-x-auto"
              >
                <DataTable
                  caption={`Reviewers against gold: ${question.label}`}
                  columns={columnsOf(question)}
                  rows={question.reviewers}
                  rowKey={({ reviewer }) => reviewer}
                />
              </div>
            )}
          </section>
        ))}
      </div>
    </div>
  );
}

const columnsOf = ({ ordered }: QuestionOnGold): readonly Column<ReviewerOnGold>[] => [
  { id: "reviewer", header: "Reviewer", rowHeader: true, cell: ({ reviewer }) => <bdi>{reviewer}</bdi> },
  { id: "answered", header: "Answered", align: "right", cell: ({ answered }) => formatCount(answered) },
  {
    id: "same",
    header: "As gold (95 %)",
    align: "right",
    cell: ({ same }) => estimateText(same, wholePercent),
  },
  ...(ordered
    ? [
        {
          id: "error",
          header: "Levels off",
          align: "right",
          cell: ({ error }) => (error === null ? "–" : twoDecimals(error)),
        } satisfies Column<ReviewerOnGold>,
      ]
    : []),
  {
    id: "kappa",
    header: ordered ? "κ, quadratic" : "κ",
    align: "right",
    from: "sm",
    cell: ({ kappa }) => (kappa === null ? "–" : twoDecimals(kappa)),
  },
];
