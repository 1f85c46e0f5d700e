"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { drawWindows } from "@/components/charts/draw-windows";
import { DrawingView } from "@/components/charts/drawing-view";
import { estimateText, twoDecimals, wholePercent } from "@/components/review/estimate-text";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatPlural, formatSigned } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { FEWEST_DRIFT_ANSWERS, WINDOWS, type QuestionDrift, type ReviewerDrift } from "@/core/review/drift";
import { HIGHEST_LEVEL } from "@/core/review/rubrics";
import type { SessionSummary } from "@/server/services/review/session-summary";

/** How each reviewer's answers change in the course of the work. */
export function DriftPanel({ session }: { readonly session: SessionSummary }) {
  const drift = useQuery(useTRPC().review.drift.queryOptions({ id: session.id }));
  return (
    <Panel
      title="Drift"
      aside={
        <Button variant="quiet" busy={drift.isFetching} onClick={() => void drift.refetch()}>
          Count again
        </Button>
      }
    >
      {drift.isError ? (
        <ErrorState error={drift.error} onRetry={() => void drift.refetch()} />
      ) : drift.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <Questions questions={drift.data} />
      )}
    </Panel>
  );
}

function Questions({ questions }: { readonly questions: readonly QuestionDrift[] }) {
  const shown = questions
    .map((question) => ({ question, long: question.reviewers.filter(({ shift }) => shift !== null) }))
    .filter(({ long }) => long.length > 0);
  if (shown.length === 0)
    return (
      <p className="text-sm text-muted">
        Drift shows for reviewers with {formatCount(FEWEST_DRIFT_ANSWERS)} answers or more.
      </p>
    );
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-[80ch] text-sm text-muted">
        Answers of a reviewer in the order they were given, in {formatCount(WINDOWS)} equal parts. The change
        is the last half less the first, with its 95 % interval; for each question, about one reviewer in
        twenty who does not drift is marked all the same.
      </p>
      {shown.map(({ question, long }) => (
        <section key={question.id} aria-label={`Drift: ${question.label}`} className="flex flex-col gap-2">
          <h3 className="text-sm font-semibold">{question.label}</h3>
          <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-3">
            {long.map((reviewer) => (
              <Reviewer key={reviewer.reviewer} question={question} drift={reviewer} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface ReviewerProps {
  readonly question: QuestionDrift;
  readonly drift: ReviewerDrift;
}

function Reviewer({ question: { kind }, drift }: ReviewerProps) {
  const { reviewer, answers, windows, shift, drifts } = drift;
  const isLevel = kind === "level";
  const signed = isLevel
    ? (value: number) => formatSigned(value, 2)
    : (value: number) => `${formatSigned(100 * value, 0)} %`;
  return (
    <li className="flex min-w-0 flex-col gap-1.5 rounded-md border p-2">
      <p className="flex items-center gap-2 text-sm">
        <bdi className="min-w-0 flex-1 truncate font-medium">{reviewer}</bdi>
        {drifts && <Badge tone="warning">changes</Badge>}
        <span className="text-xs text-muted">{formatPlural(answers, "answer")}</span>
      </p>
      <div className="grid grid-cols-2 gap-2">
        {kind !== "labels" && (
          <Multiple
            name={isLevel ? "mean level, 0 to 5" : "share kept"}
            line={windows.map(({ mean }) => mean)}
            to={isLevel ? HIGHEST_LEVEL : 1}
            format={isLevel ? twoDecimals : wholePercent}
            colour="var(--color-accent)"
          />
        )}
        {windows.some(({ agreement }) => agreement !== null) && (
          <Multiple
            name="same as the others"
            line={windows.map(({ agreement }) => agreement)}
            to={1}
            format={wholePercent}
            colour="var(--color-muted)"
          />
        )}
      </div>
      {shift !== null && (
        <p className="text-xs">
          {kind === "labels" ? "Agreement, last" : "Last"} half − first half:{" "}
          {shift.value === null ? "not defined" : estimateText(shift, signed)}
        </p>
      )}
    </li>
  );
}

interface MultipleProps {
  readonly name: string;
  readonly line: readonly (number | null)[];
  readonly to: number;
  readonly format: (value: number) => string;
  readonly colour: string;
}

const WIDTH = 132;
const HEIGHT = 44;

function Multiple({ name, line, to, format, colour }: MultipleProps) {
  const spoken = line.map((value) => (value === null ? "none" : format(value))).join(", ");
  return (
    <figure className="m-0 min-w-0">
      <DrawingView
        drawing={drawWindows({ line, colour, from: 0, to, width: WIDTH, height: HEIGHT })}
        label={`${name}: ${spoken}`}
      />
      <figcaption className="text-xs text-muted">{name}</figcaption>
    </figure>
  );
}
