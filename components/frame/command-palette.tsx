"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { useState, type ReactNode } from "react";
import { useTRPC } from "@/components/api/trpc";
import { useVisitor } from "@/components/api/visitor";
import { accountPlaces } from "@/components/frame/account-places";
import { DocumentItem } from "@/components/frame/document-item";
import { PaletteItem } from "@/components/frame/palette-item";
import { hrefOf, PLACES } from "@/components/frame/places";
import { useChosenCorpus } from "@/components/frame/use-chosen-corpus";
import { formatTokens } from "@/components/ui/format";

interface CommandPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const Group = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <Command.Group
    heading={title}
    className="**:[[cmdk-group-heading]]:eyebrow **:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pb-0.5 **:[[cmdk-group-heading]]:pt-2"
  >
    {children}
  </Command.Group>
);

function Places({ go }: { readonly go: (href: string) => void }) {
  const { corpusId } = useChosenCorpus();
  const { team, role } = useVisitor();
  return (
    <Group title="Pages">
      {PLACES.map((place) => {
        const href = hrefOf(place, corpusId);
        return href === null ? null : (
          <PaletteItem key={place.id} value={`page ${place.label}`} onSelect={() => go(href)}>
            {place.label}
          </PaletteItem>
        );
      })}
      {team &&
        accountPlaces(role).map(({ href, label }) => (
          <PaletteItem key={href} value={`page ${label}`} onSelect={() => go(href)}>
            {label}
          </PaletteItem>
        ))}
      <PaletteItem value="page import a corpus" onSelect={() => go("/corpora?import=1")}>
        Import a corpus…
      </PaletteItem>
    </Group>
  );
}

function Things({ go }: { readonly go: (href: string) => void }) {
  const trpc = useTRPC();
  const { corpora = [] } = useChosenCorpus();
  const { data: campaigns = [] } = useQuery(trpc.campaign.list.queryOptions({}));
  const { data: runs = [] } = useQuery(trpc.run.list.queryOptions());
  const { data: recipes = [] } = useQuery(trpc.recipe.list.queryOptions());
  const { corpusId } = useChosenCorpus();
  return (
    <>
      {corpora.length > 0 && (
        <Group title="Corpora">
          {corpora.map((corpus) => (
            <PaletteItem
              key={corpus.id}
              value={`corpus ${corpus.name} ${corpus.id}`}
              hint={`${formatTokens(corpus.tokens)} tokens`}
              onSelect={() => go(`/corpora/${corpus.id}`)}
            >
              {corpus.name}
            </PaletteItem>
          ))}
        </Group>
      )}
      {campaigns.length > 0 && (
        <Group title="Campaigns">
          {campaigns.map((campaign) => (
            <PaletteItem
              key={campaign.id}
              value={`campaign ${campaign.name} ${campaign.id}`}
              hint={campaign.state}
              onSelect={() => go(`/campaigns/${campaign.id}`)}
            >
              {campaign.name}
            </PaletteItem>
          ))}
        </Group>
      )}
      {runs.length > 0 && (
        <Group title="Runs">
          {runs.map((run) => (
            <PaletteItem
              key={run.id}
              value={`run ${run.name} ${run.id}`}
              hint={run.state}
              onSelect={() => go(`/runs/${run.id}`)}
            >
              {run.name}
            </PaletteItem>
          ))}
        </Group>
      )}
      {recipes.length > 0 && corpusId !== null && (
        <Group title="Recipes">
          {recipes.map((recipe) => (
            <PaletteItem
              key={recipe.id}
              value={`recipe ${recipe.name} ${recipe.id}`}
              hint={`version ${recipe.versions.at(-1)?.number ?? 1}`}
              onSelect={() => go(`/mixer/${corpusId}?recipe=${recipe.id}`)}
            >
              {recipe.name}
            </PaletteItem>
          ))}
        </Group>
      )}
    </>
  );
}

/** ⌘K: reaches every page, corpus, recipe, campaign and run, and a document by its id. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const { chosen } = useChosenCorpus();
  const close = (isOpen: boolean) => {
    if (!isOpen) setText("");
    onOpenChange(isOpen);
  };
  const go = (href: string) => {
    close(false);
    router.push(href);
  };
  return (
    <Radix.Root open={open} onOpenChange={close}>
      <Radix.Portal>
        <div aria-hidden className="fixed inset-0 z-40 animate-fade bg-[rgb(10_10_20/0.4)]" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-2 top-2 z-40 animate-fade overflow-hidden rounded-lg border bg-raised shadow-float sm:inset-x-auto sm:left-1/2 sm:top-[12dvh] sm:w-[min(560px,92vw)] sm:-translate-x-1/2"
        >
          <Radix.Title className="sr-only">Go to</Radix.Title>
          <Command label="Go to" loop>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="A page, a corpus, a run, a recipe, the id of a document"
              className="h-11 w-full border-b bg-transparent px-3.5 text-base outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-[60dvh] overflow-y-auto p-1.5">
              <Command.Empty className="px-2 py-6 text-sm text-muted">Nothing has that name.</Command.Empty>
              <Places go={go} />
              <Things go={go} />
              {chosen !== null && text.trim() !== "" && (
                <Group title="Documents">
                  <DocumentItem text={text.trim()} corpus={chosen} go={go} />
                </Group>
              )}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
