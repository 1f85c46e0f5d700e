"use client";

import { useState, type FormEvent } from "react";
import type { Invitation } from "@/components/account/invitation";
import { PasswordField } from "@/components/account/password-field";
import { useAccountAct } from "@/components/api/account";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface JoinFormProps {
  readonly token: string;
  readonly invitation: Invitation;
}

/** Makes the account of an invitation: a name and a password, and the address where the invitation names none. */
export function JoinForm({ token, invitation }: JoinFormProps) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState(invitation.email ?? "");
  const [password, setPassword] = useState("");
  const join = useAccountAct("join", () => window.location.assign("/"));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    join.mutate({ token, name, email, password });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p className="text-sm text-muted">Your role will be {invitation.role}.</p>
      <Field label="E-mail address" hint="You sign in with it, and your work is kept under it.">
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            required
            readOnly={invitation.email !== null}
            value={email}
            onChange={({ target }) => setEmail(target.value)}
          />
        )}
      </Field>
      <Field label="Your name">
        {(control) => (
          <Input
            {...control}
            autoComplete="name"
            required
            maxLength={80}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <PasswordField label="Password" value={password} onChange={setPassword} />
      {join.error !== null && <ErrorState error={join.error} />}
      <Button type="submit" variant="primary" className="self-start" busy={join.isPending || join.isSuccess}>
        Join
      </Button>
    </form>
  );
}
