"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/api/trpc";
import { useRefusal, useVisitor } from "@/components/api/visitor";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Page, PageHeader, Panel } from "@/components/ui/page";

/** Only this browser knows it: 32 random bytes in hex. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

interface JoinFormProps {
  readonly sessionId: string;
  readonly onJoined: (key: string) => void;
}

/** Asks for the name that answers are kept under. */
export function JoinForm({ sessionId, onJoined }: JoinFormProps) {
  const [name, setName] = useState("");
  const [key] = useState(newKey);
  const refusal = useRefusal("answer in a review session");
  const visitor = useVisitor();
  const join = useMutation(
    useTRPC().review.join.mutationOptions({ onSuccess: (joined) => onJoined(joined.key) }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    join.mutate({ sessionId, name: visitor.team ? visitor.name : name, key });
  };
  return (
    <Page>
      <PageHeader
        title="Join the review"
        detail={
          visitor.team
            ? `Your answers are kept under your account, ${visitor.email}.`
            : "Your answers are kept under the name you give here."
        }
      />
      <Panel className="max-w-md">
        <form onSubmit={submit} className="flex flex-col gap-3">
          {!visitor.team && (
            <Field label="Your name" hint="The others see it beside your answers.">
              {(control) => (
                <Input
                  {...control}
                  value={name}
                  maxLength={80}
                  required
                  onChange={({ target }) => setName(target.value)}
                />
              )}
            </Field>
          )}
          {refusal !== null && <p className="text-sm text-muted">{refusal}</p>}
          {join.error !== null && <ErrorState error={join.error} />}
          <Button
            type="submit"
            variant="primary"
            className="self-start"
            busy={join.isPending}
            disabled={refusal !== null || (!visitor.team && name.trim() === "")}
          >
            Join
          </Button>
        </form>
      </Panel>
    </Page>
  );
}
