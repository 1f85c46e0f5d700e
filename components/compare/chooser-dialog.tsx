"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { MOST_ITEMS } from "@/components/compare/compare-address";
import {
  choiceGroup,
  runChoices,
  selectionChoices,
  versionChoices,
  type Choice,
  type ChoiceGroup,
} from "@/components/compare/chooser.prepare";
import { Button } from "@/components/ui/button";
import { CheckSquare } from "@/components/ui/check-square";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatPlural } from "@/components/ui/format";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ItemRef } from "@/core/comparison/item";

interface ChooserDialogProps {
  /** Keys of the items that are in the comparison. */
  readonly chosen: ReadonlySet<string>;
  readonly onAdd: (ref: ItemRef) => void;
  readonly onRemove: (key: string) => void;
  readonly onClose: () => void;
}

/** Saved versions, confirmed selections and runs to be put into the comparison or taken out of it, by search and keyboard. */
export function ChooserDialog({ chosen, onAdd, onRemove, onClose }: ChooserDialogProps) {
  const [search, setSearch] = useState("");
  const { all, error, retry } = useChoices();
  const isFull = chosen.size >= MOST_ITEMS;
  const groups = (all ?? []).map(({ title, choices }) => choiceGroup(title, choices, search));
  const toggle = ({ key, ref }: Choice) => {
    if (chosen.has(key)) onRemove(key);
    else if (!isFull) onAdd(ref);
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title="Choose what to compare"
      description={
        isFull
          ? `${formatCount(MOST_ITEMS)} items is all that one comparison holds. Remove one to add another.`
          : `${formatPlural(chosen.size, "item")} in the comparison. Enter adds and removes.`
      }
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <Command label="What to compare" shouldFilter={false} loop className="-m-4">
        <Command.Input
          value={search}
          onValueChange={setSearch}
          placeholder="A recipe, a corpus, a model, a hash"
          className="h-11 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-faint"
        />
        {error !== null ? (
          <ErrorState error={error} onRetry={retry} className="m-4" />
        ) : all === null ? (
          <SkeletonRows rows={6} />
        ) : (
          <Command.List className="h-[50dvh] overflow-y-auto p-1.5">
            {groups.every(({ found }) => found === 0) && <NothingFound search={search} />}
            {groups.map((group) => (
              <Group key={group.title} group={group} chosen={chosen} onToggle={toggle} />
            ))}
          </Command.List>
        )}
      </Command>
    </Dialog>
  );
}

/** All there is to choose; null until the lists are here. */
function useChoices() {
  const trpc = useTRPC();
  const recipes = useQuery(trpc.recipe.list.queryOptions());
  const selections = useQuery(trpc.selection.list.queryOptions({}));
  const runs = useQuery(trpc.run.list.queryOptions());
  const lists = [recipes, selections, runs];
  const retry = () => lists.forEach((list) => void list.refetch());
  const all =
    recipes.data === undefined || selections.data === undefined || runs.data === undefined
      ? null
      : [
          { title: "Saved versions", choices: versionChoices(recipes.data) },
          { title: "Confirmed selections", choices: selectionChoices(selections.data) },
          { title: "Runs", choices: runChoices(runs.data) },
        ];
  return { all, error: lists.find(({ error }) => error !== null)?.error ?? null, retry };
}

const NothingFound = ({ search }: { readonly search: string }) => (
  <div className="px-2 py-6 text-sm text-muted">
    {search.trim() === "" ? (
      <>
        Nothing is saved yet.{" "}
        <Link href="/corpora" className="text-accent underline">
          Choose a corpus
        </Link>
        , then save a version of a recipe in its mixer or confirm its selection.
      </>
    ) : (
      "Nothing has that name."
    )}
  </div>
);

interface GroupProps {
  readonly group: ChoiceGroup;
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (choice: Choice) => void;
}

const Group = ({ group: { title, choices, found }, chosen, onToggle }: GroupProps) =>
  found === 0 ? null : (
    <Command.Group
      heading={title}
      className="**:[[cmdk-group-heading]]:eyebrow **:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pb-0.5 **:[[cmdk-group-heading]]:pt-2"
    >
      {choices.map((choice) => (
        <Command.Item
          key={choice.key}
          value={choice.key}
          onSelect={() => onToggle(choice)}
          className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm data-[selected=true]:bg-hover pointer-coarse:min-h-10"
        >
          <CheckSquare checked={chosen.has(choice.key)} />
          <span className="min-w-0 flex-1">
            <span className="block truncate">
              <bdi>{choice.name}</bdi>
              <span className="sr-only">{chosen.has(choice.key) ? ", in the comparison" : ""}</span>
            </span>
            {choice.detail !== "" && (
              <span className="block truncate text-xs text-muted">
                <bdi>{choice.detail}</bdi>
              </span>
            )}
          </span>
          <span className="shrink-0 text-xs text-muted">
            <TimeAgo date={choice.createdAt} />
          </span>
        </Command.Item>
      ))}
      {found > choices.length && (
        <p className="px-2 py-1.5 text-xs text-muted">
          {formatCount(found - choices.length)} more; type to narrow them.
        </p>
      )}
    </Command.Group>
  );
