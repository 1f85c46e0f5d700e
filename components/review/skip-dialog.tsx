"use client";

import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface SkipDialogProps {
  readonly onSkip: (reason: string) => void;
  readonly onClose: () => void;
}

const REASONS = ["Not a language I read", "Cannot be judged", "Should not be seen"] as const;

/** Asks why a document is left to others. */
export function SkipDialog({ onSkip, onClose }: SkipDialogProps) {
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== "") onSkip(reason.trim());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Skip this document"
      description="It goes to another reviewer; your reason is kept."
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Reason">
          {(control) => (
            <Input
              {...control}
              value={reason}
              maxLength={4000}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          {REASONS.map((one) => (
            <Button key={one} onClick={() => onSkip(one)}>
              {one}
            </Button>
          ))}
        </div>
        <Button type="submit" variant="primary" className="self-end" disabled={reason.trim() === ""}>
          Skip
        </Button>
      </form>
    </Dialog>
  );
}
