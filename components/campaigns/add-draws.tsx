"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { useCampaignAct } from "@/components/campaigns/use-campaign-act";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/number-field";
import { Popover } from "@/components/ui/popover";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";

const FIRST = 8;
const MOST = 1024;

/** Draws more proxies, which follow those that are there. */
export function AddDraws({ campaign }: { readonly campaign: CampaignDetail }) {
  const { id } = campaign.summary;
  const [open, setOpen] = useState(false);
  const [count, setCount] = useState(FIRST);
  const act = useCampaignAct(id);
  const extend = useMutation(useTRPC().campaign.extend.mutationOptions(act));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setOpen(false);
    extend.mutate({ id, after: campaign.proxies.length, more: { kind: "draws", count } });
  };
  return (
    <Popover
      label="Add proxies"
      align="end"
      className="w-64"
      open={open}
      onOpenChange={setOpen}
      trigger={<Button busy={extend.isPending}>Add proxies…</Button>}
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Proxies to add" hint="the next of the same draw">
          {(control) => (
            <NumberField {...control} value={count} min={1} max={MOST} decimals={0} onCommit={setCount} />
          )}
        </Field>
        <ActButton verb="run a campaign" type="submit" variant="primary">
          Add and train them
        </ActButton>
      </form>
    </Popover>
  );
}
