import { z } from "zod";
import type { ComparedItem, ItemsCompared } from "@/core/comparison/compared-item";
import { itemRefSchema } from "@/core/comparison/item";
import { chosenCorpus } from "@/server/services/comparison/chosen-corpus";
import { findItems, type FoundItem } from "@/server/services/comparison/find-items";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

/** Items put side by side at most. */
export const MOST_ITEMS = 200;

export const comparedItemsInput = z.object({
  items: z.array(itemRefSchema).min(1).max(MOST_ITEMS),
  versionId: z.string().min(1).nullable(),
});

/**
 * What is put side by side: each item with its recipe, what it pins, and why its documents cannot be compared where they
 * cannot.
 * @throws StudioError `not-found` for a corpus version that has never been
 */
export async function comparedItems({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof comparedItemsInput>;
}): Promise<ItemsCompared> {
  const { items: refs, versionId } = parseInput(comparedItemsInput, input);
  const { items, missing } = await findItems(ctx, refs);
  const chosenId = versionId ?? items.find(({ own }) => own !== null)?.own?.versionId ?? null;
  const chosen = chosenId === null ? null : await chosenCorpus(ctx, chosenId);
  return {
    corpus: chosen?.corpus ?? null,
    items: items.map((item) => toCompared(item, chosen?.hindranceOf(item) ?? null)),
    missing,
  };
}

const toCompared = (
  { ref, label, recipe, recipeHash, own, selection, run, archived }: FoundItem,
  hindrance: ComparedItem["hindrance"],
): ComparedItem => ({ ref, label, recipe, recipeHash, own, selection, run, archived, hindrance });
