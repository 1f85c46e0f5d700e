"use client";

import { useState, type FormEvent } from "react";
import { PasswordField } from "@/components/account/password-field";
import { useAccountAct } from "@/components/api/account";
import { useVisitor } from "@/components/api/visitor";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/page";
import { toast } from "@/components/ui/toast";

/** Changes the password, which signs every other browser out. */
export function PasswordForm() {
  const { email } = useVisitor();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useAccountAct("password", () => {
    setCurrent("");
    setNext("");
    toast({ title: "The password is changed; other browsers are signed out", tone: "good" });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ current, next });
  };
  return (
    <Panel title="Password" className="max-w-md">
      <form onSubmit={submit} className="flex flex-col gap-3">
        {/* For the browser's keeper of passwords. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <Field label="Present password">
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              required
              value={current}
              onChange={({ target }) => setCurrent(target.value)}
            />
          )}
        </Field>
        <PasswordField label="New password" value={next} onChange={setNext} />
        {change.error !== null && <ErrorState error={change.error} />}
        <Button type="submit" className="self-start" busy={change.isPending}>
          Change it
        </Button>
      </form>
    </Panel>
  );
}
