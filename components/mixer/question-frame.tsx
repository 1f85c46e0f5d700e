"use client";

import type { ReactNode } from "react";
import type { QuestionState } from "@/components/mixer/use-question";
import { useRested } from "@/components/mixer/use-rested";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";
import type { QuestionProgress } from "@/core/questions/questioned";

interface QuestionFrameProps<T> {
  readonly state: QuestionState<T>;
  readonly title: string;
  /** What the figure says, in a few words. */
  readonly meaning: string;
  /** What the server counts: "draws". */
  readonly unit: string;
  /** What it takes, where it is asked by hand. */
  readonly cost: string;
  readonly children: (answer: T) => ReactNode;
}

/** Milliseconds in which the next answer may take the place of the last without a word. */
const QUICK_MS = 700;

/** A question with its answer, or with how far it is and what to do. */
export function QuestionFrame<T>({ state, title, meaning, unit, cost, children }: QuestionFrameProps<T>) {
  const { answer, earlier, working, progress, error, ask, cancel } = state;
  const slow = useRested(working, QUICK_MS);
  const telling = working && (slow || answer === null);
  return (
    <section aria-label={title} className="space-y-2 border-t pt-3">
      {answer === null && <QuestionTitle title={title} meaning={meaning} />}
      {error !== null && <ErrorState error={error} onRetry={ask} />}
      {telling ? (
        <Working title={title} progress={progress} unit={unit} onCancel={cancel} />
      ) : (
        !working &&
        error === null &&
        (answer === null || earlier) && <Asking earlier={answer !== null} cost={cost} onAsk={ask} />
      )}
      {answer !== null && <div className={earlier ? "opacity-60" : ""}>{children(answer)}</div>}
    </section>
  );
}

interface QuestionTitleProps {
  readonly title: string;
  readonly meaning: string;
  /** The number that the picture comes down to. */
  readonly figure?: ReactNode;
  /** What takes the picture along. */
  readonly menu?: ReactNode;
}

export const QuestionTitle = ({ title, meaning, figure, menu }: QuestionTitleProps) => (
  <header className="pb-1">
    <div className="flex items-baseline justify-between gap-3">
      <h3 className="shrink-0 text-sm font-semibold">{title}</h3>
      {menu !== undefined && <span className="mr-auto self-center">{menu}</span>}
      {figure !== undefined && <p className="flex min-w-0 items-baseline gap-1.5 text-sm">{figure}</p>}
    </div>
    <p className="text-xs text-muted">{meaning}</p>
  </header>
);

interface AskingProps {
  readonly earlier: boolean;
  readonly cost: string;
  readonly onAsk: () => void;
}

const Asking = ({ earlier, cost, onAsk }: AskingProps) => (
  <div className="flex flex-wrap items-center gap-2">
    {earlier && <Badge>of an earlier recipe</Badge>}
    <Button onClick={onAsk}>{earlier ? "Work out again" : "Work out"}</Button>
    <span className="text-xs text-muted">{cost}</span>
  </div>
);

interface WorkingProps {
  readonly title: string;
  readonly progress: QuestionProgress | null;
  readonly unit: string;
  readonly onCancel: () => void;
}

const Working = ({ title, progress, unit, onCancel }: WorkingProps) => (
  <div role="status" className="flex items-center gap-3">
    <div className="min-w-0 flex-1">
      <Progress label={title} share={progress === null ? null : progress.done / progress.total} />
      <p className="pt-1 text-xs text-muted">
        {progress === null
          ? "Reading all documents…"
          : `${formatCount(progress.done)} of ${formatCount(progress.total)} ${unit}`}
      </p>
    </div>
    <Button variant="quiet" aria-label={`Cancel ${title}`} onClick={onCancel}>
      Cancel
    </Button>
  </div>
);
