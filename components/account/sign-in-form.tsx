"use client";

import { useState, type FormEvent } from "react";
import { toPage } from "@/components/account/to-page";
import { useAccountAct } from "@/components/api/account";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The door of a team's studio. */
export function SignInForm({ to }: { readonly to: string | null }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useAccountAct("sign-in", () => window.location.assign(toPage(to)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ email, password });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <h1 className="text-xl font-semibold tracking-tight">Sign in</h1>
      <Field label="E-mail address">
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={({ target }) => setEmail(target.value)}
          />
        )}
      </Field>
      <Field label="Password" hint="Forgotten? Ask an admin of this studio for a new one.">
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        )}
      </Field>
      {signIn.error !== null && <ErrorState error={signIn.error} />}
      <Button
        type="submit"
        variant="primary"
        className="self-start"
        busy={signIn.isPending || signIn.isSuccess}
      >
        Sign in
      </Button>
    </form>
  );
}
