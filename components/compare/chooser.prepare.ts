import { itemKey, type ItemRef } from "@/core/comparison/item";
import type { RecipeSummary } from "@/server/services/recipe/recipe-summary";
import type { RunSummary } from "@/server/services/run/run-summary";
import type { SelectionSummary } from "@/server/services/selection/selection-summary";
import { formatCount, shortHash } from "@/components/ui/format";

/** Something that can be put into the comparison. */
export interface Choice {
  readonly ref: ItemRef;
  readonly key: string;
  readonly name: string;
  /** What tells it from others of the name. */
  readonly detail: string;
  readonly createdAt: Date;
}

export interface ChoiceGroup {
  readonly title: string;
  readonly choices: readonly Choice[];
  /** Of all that match; those beyond the choices wait for a narrower search. */
  readonly found: number;
}

/** Choices of a group that are listed at once. */
const MOST_LISTED = 50;

const choiceOf = (ref: ItemRef, rest: Omit<Choice, "ref" | "key">): Choice => ({
  ref,
  key: itemKey(ref),
  ...rest,
});

export const versionChoices = (recipes: readonly RecipeSummary[]): Choice[] =>
  recipes.flatMap(({ name, versions }) =>
    versions.map(({ id, number, note, createdAt }) =>
      choiceOf({ kind: "version", id }, { name: `${name} v${String(number)}`, detail: note, createdAt }),
    ),
  );

export const selectionChoices = (selections: readonly SelectionSummary[]): Choice[] =>
  selections.map(({ id, recipe, recipeVersion, corpus, documents, selectionKey, createdAt }) =>
    choiceOf(
      { kind: "selection", id },
      {
        name: recipeVersion === null ? recipe.name : `${recipeVersion.name} v${String(recipeVersion.number)}`,
        detail: `${shortHash(selectionKey)} · ${corpus.name} v${String(corpus.number)} · ${formatCount(documents)} documents`,
        createdAt,
      },
    ),
  );

export const runChoices = (runs: readonly RunSummary[]): Choice[] =>
  runs.map(({ id, name, model, state, selection, createdAt }) =>
    choiceOf(
      { kind: "run", id },
      { name, detail: `${model} · ${state} · ${selection.corpusName}`, createdAt },
    ),
  );

/** The choices whose name or detail holds every word of the search, newest first. */
export function choiceGroup(title: string, choices: readonly Choice[], search: string): ChoiceGroup {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const matching = choices.filter(({ name, detail }) => {
    const text = `${name} ${detail}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const listed = matching
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(0, MOST_LISTED);
  return { title, choices: listed, found: matching.length };
}
