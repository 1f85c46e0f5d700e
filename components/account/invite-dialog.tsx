"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTRPC } from "@/components/api/trpc";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ROLES, type Role } from "@/core/access";

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: role }));

/** Asks whom to invite, then shows the link, once. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("reviewer");
  const invite = useMutation(
    trpc.account.invite.mutationOptions({
      onSuccess: () => client.invalidateQueries(trpc.account.people.queryFilter()),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ email, role });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Invite somebody">
      {invite.data !== undefined ? (
        <Link
          link={`${window.location.origin}/invitation#${invite.data.token}`}
          email={email}
          onClose={onClose}
        />
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-3">
          <Field label="E-mail address" hint="They sign in with it. The studio sends no mail.">
            {(control) => (
              <Input
                {...control}
                type="email"
                required
                value={email}
                onChange={({ target }) => setEmail(target.value)}
              />
            )}
          </Field>
          <Field label="Role" hint="Each may do all that those before it may.">
            {(control) => <Select {...control} value={role} options={ROLE_OPTIONS} onValue={setRole} />}
          </Field>
          {invite.error !== null && <ErrorState error={invite.error} />}
          <Button type="submit" variant="primary" className="self-end" busy={invite.isPending}>
            Make the link
          </Button>
        </form>
      )}
    </Dialog>
  );
}

interface LinkProps {
  readonly link: string;
  readonly email: string;
  readonly onClose: () => void;
}

const Link = ({ link, email, onClose }: LinkProps) => (
  <div className="flex flex-col gap-3 text-sm">
    <p>Send this link to {email}. It makes one account, within three days, and is not shown again.</p>
    <p className="flex items-center gap-2">
      <code className="min-w-0 flex-1 text-xs break-all">{link}</code>
      <CopyButton text={link} label="Copy the link" />
    </p>
    <Button className="self-end" onClick={onClose}>
      Done
    </Button>
  </div>
);
