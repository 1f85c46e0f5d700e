"use client";

import { useState, type KeyboardEvent } from "react";
import { keyedChoices, keyFault, useAnswerKeys } from "@/components/review/answer-keys";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { questionId, questionLabel, type Question } from "@/core/review/question";

interface KeysDialogProps {
  readonly questions: readonly Question[];
  readonly onClose: () => void;
}

/** Another key for each answer, kept in this browser. */
export function KeysDialog({ questions, onClose }: KeysDialogProps) {
  const { own, choose, reset } = useAnswerKeys();
  const [fault, setFault] = useState<string | null>(null);
  const onKey = (question: Question, value: number | string) => (event: KeyboardEvent) => {
    if (event.key === "Tab" || event.key === "Escape" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const key = event.key.toLowerCase();
    const wrong = keyFault(key);
    setFault(wrong);
    if (wrong === null) choose(question, value, key);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Keys"
      description="Focus a field and press the key you want."
      footer={
        <>
          <Button variant="quiet" onClick={reset}>
            As they were
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p role="status" className="text-xs text-danger empty:hidden">
          {fault}
        </p>
        {questions.map((question) => (
          <fieldset key={questionId(question)} className="flex flex-col gap-1">
            <legend className="eyebrow pb-1">{questionLabel(question)}</legend>
            {keyedChoices(question, own).map(({ value, label, criterion, key }) => (
              <label key={String(value)} className="flex items-center gap-2 text-sm">
                <Input
                  value={key.toUpperCase()}
                  readOnly
                  onKeyDown={onKey(question, value)}
                  className="w-10 shrink-0 text-center"
                />
                {criterion === null ? label : `${label}: ${criterion}`}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </Dialog>
  );
}
