"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { CheckItem } from "@/components/ui/check-item";
import type { SessionDraft } from "@/components/review/new-session.prepare";
import { SAMPLING_LABELS } from "@/components/review/sampling-text";
import { Field } from "@/components/ui/field";
import { formatCount, formatPlural } from "@/components/ui/format";
import { TextArea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Sampling } from "@/core/review/session-settings";

interface SamplingFieldsProps {
  readonly draft: SessionDraft;
  readonly onDraft: (part: Partial<SessionDraft>) => void;
  readonly corpusId: string;
}

/** How the documents are chosen, and what that needs to know. */
export function SamplingFields({ draft, onDraft, corpusId }: SamplingFieldsProps) {
  const methods = (Object.keys(SAMPLING_LABELS) as Sampling["method"][]).filter(
    (method) => method !== "rows" || draft.ordinals.length > 0,
  );
  return (
    <>
      <Field label="Sampling">
        {(control) => (
          <Select
            {...control}
            value={draft.method}
            options={methods.map((value) => ({ value, label: SAMPLING_LABELS[value] }))}
            onValue={(method) => onDraft({ method, recipe: null })}
          />
        )}
      </Field>
      {draft.method === "rows" && (
        <p className="text-sm">{formatPlural(draft.ordinals.length, "document")} chosen in Browse</p>
      )}
      {draft.method === "ids" && (
        <Field label="Ids" hint="One a line.">
          {(control) => (
            <TextArea
              {...control}
              value={draft.ids}
              rows={5}
              onChange={({ target }) => onDraft({ ids: target.value })}
            />
          )}
        </Field>
      )}
      {draft.method === "filter" && <DomainChoice draft={draft} onDraft={onDraft} corpusId={corpusId} />}
      {draft.method === "boundary" && <RecipeChoice onRecipe={(recipe) => onDraft({ recipe })} />}
    </>
  );
}

function DomainChoice({ draft, onDraft, corpusId }: SamplingFieldsProps) {
  const corpus = useQuery(useTRPC().corpus.get.queryOptions({ corpusId }));
  const domains = corpus.data?.statistics.domains ?? [];
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-xs font-medium">Domains</legend>
      {domains.map(({ domain, documents }) => (
        <CheckItem
          key={domain}
          label={`${domain} (${formatCount(documents)})`}
          checked={draft.domains.includes(domain)}
          onChecked={(checked) =>
            onDraft({
              domains: checked ? [...draft.domains, domain] : draft.domains.filter((one) => one !== domain),
            })
          }
        />
      ))}
    </fieldset>
  );
}

const NONE = "";

function RecipeChoice({ onRecipe }: { readonly onRecipe: (recipe: unknown) => void }) {
  const [chosen, setChosen] = useState(NONE);
  const recipes = useQuery(useTRPC().recipe.list.queryOptions());
  const versions = (recipes.data ?? []).flatMap(({ name, versions: all }) =>
    all.map(({ id, number, body }) => ({ id, label: `${name} v${number}`, body })),
  );
  return (
    <Field
      label="Recipe"
      hint={
        recipes.data !== undefined && versions.length === 0
          ? "No recipe is saved yet: save one in the mixer."
          : "Half just in, half just out, nearest first."
      }
    >
      {(control) => (
        <Select
          {...control}
          value={chosen}
          options={[
            { value: NONE, label: "Choose…" },
            ...versions.map(({ id, label }) => ({ value: id, label })),
          ]}
          onValue={(id) => {
            setChosen(id);
            onRecipe(versions.find((version) => version.id === id)?.body ?? null);
          }}
        />
      )}
    </Field>
  );
}
