"use client";

import { useState, type ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { useKeys } from "@/components/ui/keys";
import type { Values } from "@/core/review/answer";
import { likeliestRuling } from "@/core/review/disputes";
import { choicesOf, questionId, questionLabel, type Question } from "@/core/review/question";
import type { Dispute } from "@/server/services/review/list-disputes";

interface RulingCardProps {
  readonly questions: readonly Question[];
  readonly dispute: Dispute;
  readonly busy: boolean;
  /** Opens how the answers came about. */
  readonly history: ReactNode;
  /** Null takes the ruling back. */
  readonly onRule: (ruling: Values | null) => void;
}

/** Who answered what, and what the document is. */
export function RulingCard({ questions, dispute, busy, history, onRule }: RulingCardProps) {
  const counted = dispute.answers.flatMap(({ answer, extra }) =>
    answer.state === "answered" && !extra ? [answer.values] : [],
  );
  const [ruling, setRuling] = useState<Values>(() => dispute.ruling ?? likeliestRuling(questions, counted));
  const isWhole = questions.every((question) => ruling[questionId(question)] !== undefined);
  const settle = () => {
    if (isWhole && !busy) onRule(ruling);
  };
  useKeys("Ruling", [{ keys: "a", label: "Settle it and go on", run: settle }]);
  return (
    <aside
      aria-label="Ruling"
      className="flex max-h-[55%] shrink-0 flex-col gap-4 overflow-y-auto border-t bg-page p-4 lg:max-h-none lg:w-[400px] lg:border-t-0 lg:border-l"
    >
      <div className="flex items-center gap-2">
        <h2 className="flex-1 text-base font-semibold">Answers</h2>
        {dispute.flagged && <Badge tone="warning">flagged</Badge>}
        {dispute.ruling !== null && <Badge tone="good">settled</Badge>}
        {history}
      </div>
      {questions.map((question) => (
        <QuestionRuling
          key={questionId(question)}
          question={question}
          dispute={dispute}
          chosen={ruling[questionId(question)]}
          onChoose={(value) => setRuling({ ...ruling, [questionId(question)]: value })}
        />
      ))}
      <Notes dispute={dispute} />
      <div className="flex gap-2">
        <Button variant="primary" onClick={settle} busy={busy} disabled={!isWhole}>
          Settle it <Kbd keys="a" />
        </Button>
        {dispute.ruling !== null && <Button onClick={() => onRule(null)}>Take it back</Button>}
      </div>
    </aside>
  );
}

interface QuestionRulingProps {
  readonly question: Question;
  readonly dispute: Dispute;
  readonly chosen: number | string | undefined;
  readonly onChoose: (value: number | string) => void;
}

/** The choices of a question with whoever made them. */
function QuestionRuling({ question, dispute, chosen, onChoose }: QuestionRulingProps) {
  const id = questionId(question);
  const whoSaid = (value: number | string): string[] =>
    dispute.answers.flatMap(({ answer, reviewer, extra }) =>
      answer.state === "answered" && answer.values[id] === value
        ? [extra ? `${reviewer} (extra)` : reviewer]
        : [],
    );
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-sm font-semibold">
        {questionLabel(question)}{" "}
        {dispute.disputed.includes(id) && <span className="font-normal text-lost">disputed</span>}
      </legend>
      {choicesOf(question).map(({ value, label, criterion }) => {
        const names = whoSaid(value);
        return (
          <button
            key={String(value)}
            type="button"
            aria-pressed={chosen === value}
            onClick={() => onChoose(value)}
            className={cx(
              "flex min-h-8 items-center gap-2 rounded-md border px-2.5 py-0.5 text-left text-sm hover:bg-hover pointer-coarse:min-h-12",
              chosen === value ? "border-accent bg-accent-soft" : "border-line-strong bg-raised",
            )}
          >
            <span className="min-w-0 flex-1 truncate">
              {label}
              {criterion !== null && <span className="pl-2 text-xs text-muted">{criterion}</span>}
            </span>
            {names.length > 0 && (
              <span className="max-w-40 truncate text-xs text-ink">
                <bdi>{names.join(", ")}</bdi>
              </span>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}

/** What reviewers wrote, and why some skipped the document. */
function Notes({ dispute }: { readonly dispute: Dispute }) {
  const notes = dispute.answers.flatMap(({ answer, reviewer }) => {
    if (answer.state === "skipped") return [{ reviewer, text: `skipped: ${answer.reason}` }];
    if (answer.state !== "answered") return [];
    return [answer.note, ...answer.spans.map(({ note }) => note)]
      .filter((text) => text !== "")
      .map((text) => ({ reviewer, text }));
  });
  return notes.length === 0 ? null : (
    <dl className="flex flex-col gap-1 text-sm">
      {notes.map(({ reviewer, text }, at) => (
        <div key={at}>
          <dt className="eyebrow">
            <bdi>{reviewer}</bdi>
          </dt>
          <dd className="break-words whitespace-pre-line">
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
