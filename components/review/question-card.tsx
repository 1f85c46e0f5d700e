"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";
import { keyedChoices, useAnswerKeys, type KeyedChoice } from "@/components/review/answer-keys";
import { AnswerExtras } from "@/components/review/answer-extras";
import { KeysDialog } from "@/components/review/keys-dialog";
import { selectedSpan } from "@/components/review/selected-span";
import { SkipDialog } from "@/components/review/skip-dialog";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { useKeys } from "@/components/ui/keys";
import { toast } from "@/components/ui/toast";
import type { Answer, Answered } from "@/core/review/answer";
import { questionId, questionLabel, type Question } from "@/core/review/question";
import { NEVER_MATTERS, RUBRICS } from "@/core/review/rubrics";

interface QuestionCardProps {
  readonly questions: readonly Question[];
  /** What was answered before, or begun. */
  readonly before: Answer | null;
  readonly onAnswer: (answer: Answer, seconds: number | null) => void;
  /** Opens the last document again and keeps what was begun here; null where there is none. */
  readonly onUndo: ((begun: Answered) => void) | null;
  /** Leaves a document that was opened again as it is; null where none is. */
  readonly onLeave: (() => void) | null;
  /** Opens what this reviewer answered before; null for a document that is new. */
  readonly history: ReactNode;
}

const NOTHING: Answered = { state: "answered", values: {}, note: "", spans: [], flagged: false };

/** The questions about a document, one at a time; the key that answers the last one brings the next document. */
export function QuestionCard({ questions, before, onAnswer, onUndo, onLeave, history }: QuestionCardProps) {
  const [draft, setDraft] = useState<Answered>(before?.state === "answered" ? before : NOTHING);
  const [at, setAt] = useState(0);
  const [dialog, setDialog] = useState<"skip" | "keys" | null>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const seconds = useSecondsSince();
  const { own } = useAnswerKeys();
  const question = questions[at];
  const choices = question === undefined ? [] : keyedChoices(question, own);

  const choose = (value: number | string) => {
    if (question === undefined) return;
    const next = { ...draft, values: { ...draft.values, [questionId(question)]: value } };
    const open = questions.findIndex((one) => next.values[questionId(one)] === undefined);
    const to = at < questions.length - 1 ? at + 1 : open;
    if (to === -1) return onAnswer(next, seconds());
    setDraft(next);
    setAt(to);
  };
  const undo = () => {
    if (at > 0) setAt(at - 1);
    else onUndo?.(draft);
  };
  const mark = () => {
    const span = selectedSpan();
    if (span === null) return toast({ title: "Select a part of the text first" });
    const { start, end, excerpt } = span;
    setDraft({ ...draft, spans: [...draft.spans, { start, end, note: excerpt }] });
  };
  const flag = () => setDraft({ ...draft, flagged: !draft.flagged });
  useKeys("Review", [
    ...choices.map(({ key, label, value }) => ({
      keys: key,
      label: question === undefined ? label : `${questionLabel(question)}: ${label}`,
      // A key that is held down must not answer what was not read.
      run: (event: KeyboardEvent) => {
        if (!event.repeat) choose(value);
      },
    })),
    {
      keys: "u",
      label: "Undo: the question or document before",
      run: (event) => {
        if (!event.repeat) undo();
      },
    },
    { keys: "s", label: "Skip with a reason", run: () => setDialog("skip") },
    { keys: "f", label: "Flag for the others", run: flag },
    { keys: "n", label: "Write a note", run: () => note.current?.focus() },
    { keys: "m", label: "Note on the selected part of the text", run: mark },
  ]);
  if (question === undefined) return null;
  return (
    <aside
      aria-label="Question"
      className="flex max-h-[55%] shrink-0 flex-col overflow-y-auto border-t bg-page lg:max-h-none lg:w-[400px] lg:border-t-0 lg:border-l"
    >
      <div className="flex flex-col gap-3 p-4">
        {questions.length > 1 && <Steps questions={questions} at={at} draft={draft} onStep={setAt} />}
        <QuestionText question={question} />
        <ol aria-label="Answers" className="flex flex-col gap-1">
          {choices.map((choice) => (
            <li key={String(choice.value)}>
              <ChoiceButton
                choice={choice}
                chosen={draft.values[questionId(question)] === choice.value}
                onChoose={() => choose(choice.value)}
              />
            </li>
          ))}
        </ol>
        <AnswerExtras draft={draft} onDraft={setDraft} noteRef={note} onMark={mark} onFlag={flag} />
        <div className="flex flex-wrap gap-2">
          <Button onClick={undo} disabled={at === 0 && onUndo === null}>
            Undo <Kbd keys="u" />
          </Button>
          <Button onClick={() => setDialog("skip")}>
            Skip <Kbd keys="s" />
          </Button>
          {onLeave !== null && <Button onClick={onLeave}>Leave it as it is</Button>}
          {history}
          <span className="flex-1" />
          <Button variant="quiet" onClick={() => setDialog("keys")}>
            Keys…
          </Button>
        </div>
      </div>
      {dialog === "skip" && (
        <SkipDialog
          onClose={() => setDialog(null)}
          onSkip={(reason) => {
            setDialog(null);
            onAnswer({ state: "skipped", reason }, seconds());
          }}
        />
      )}
      {dialog === "keys" && <KeysDialog questions={questions} onClose={() => setDialog(null)} />}
    </aside>
  );
}

/** A tab that was left open over a day was not read that long. */
const MOST_SECONDS = 86_400;

/** Seconds since this document came; the clock of the page, which no change of the time of day moves. */
function useSecondsSince(): () => number {
  const began = useRef<number | null>(null);
  useEffect(() => {
    began.current = performance.now();
  }, []);
  return () => {
    const seconds = (performance.now() - (began.current ?? performance.now())) / 1000;
    return Math.min(MOST_SECONDS, Math.round(seconds * 10) / 10);
  };
}

const Steps = ({
  questions,
  at,
  draft,
  onStep,
}: {
  readonly questions: readonly Question[];
  readonly at: number;
  readonly draft: Answered;
  readonly onStep: (at: number) => void;
}) => (
  <ol aria-label="Questions" className="flex flex-wrap gap-1">
    {questions.map((question, place) => {
      const value = draft.values[questionId(question)];
      return (
        <li key={questionId(question)}>
          <button
            type="button"
            aria-current={place === at ? "step" : undefined}
            onClick={() => onStep(place)}
            className={cx(
              "control rounded-md px-2 text-xs",
              place === at ? "bg-accent-soft font-medium text-accent" : "text-muted hover:bg-hover",
            )}
          >
            {questionLabel(question)}
            {value !== undefined && <span className="pl-1.5 text-ink">{value}</span>}
          </button>
        </li>
      );
    })}
  </ol>
);

const QuestionText = ({ question }: { readonly question: Question }) => (
  <div>
    <h2 className="text-lg font-semibold">{questionLabel(question)}</h2>
    <p className="text-sm text-muted">
      {question.kind === "level"
        ? `${RUBRICS[question.rater].about} ${NEVER_MATTERS}`
        : question.kind === "keep"
          ? "Should a language model learn from this document?"
          : "Which of these fits best?"}
    </p>
  </div>
);

const ChoiceButton = ({
  choice: { key, label, criterion },
  chosen,
  onChoose,
}: {
  readonly choice: KeyedChoice;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) => (
  <button
    type="button"
    aria-pressed={chosen}
    onClick={onChoose}
    className={cx(
      "flex min-h-9 w-full items-center gap-2.5 rounded-md border px-2.5 py-1 text-left text-sm hover:bg-hover pointer-coarse:min-h-12",
      chosen ? "border-accent bg-accent-soft" : "border-line-strong bg-raised",
    )}
  >
    <Kbd keys={key} />
    {criterion === null ? (
      label
    ) : (
      <>
        <strong className="w-3 font-semibold">{label}</strong>
        <span className="text-muted">{criterion}</span>
      </>
    )}
  </button>
);
