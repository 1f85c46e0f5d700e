import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { ItemRef } from "@/core/comparison/item";
import type { Recipe } from "@/core/recipe";
import type { Context } from "@/server/services/context";
import type { WorkEvent } from "@/server/services/follow-work";
import { saveRecipe } from "@/server/services/recipe/save";
import { cases, recipes } from "@/tests/support/random-recipes";

/** A corpus with one to five recipes for it. */
export const comparisons = cases.chain(({ documents, recipe }) =>
  fc.record({
    documents: fc.constant(documents),
    recipes: fc.array(recipes(documents), { maxLength: 4 }).map((others) => [recipe, ...others]),
  }),
);

/** Saves recipes, each under a name of its own. */
export const saveAll = (ctx: Context, all: readonly Recipe[]): Promise<ItemRef[]> =>
  Promise.all(
    all.map(async (recipe): Promise<ItemRef> => {
      const id = randomUUID();
      await saveRecipe({ ctx, input: { id, recipe: { ...recipe, name: id } } });
      return { kind: "version", id };
    }),
  );

/** What work comes to, and all that it told on the way. */
export async function outcomeOf<T, P extends object>(
  events: AsyncGenerator<WorkEvent<T, P>, void>,
): Promise<{ readonly result: T; readonly told: readonly P[] }> {
  const told: P[] = [];
  for await (const event of events) {
    if (event.kind === "ready") return { result: event.result, told };
    told.push(event);
  }
  throw new Error("the work ended without a result");
}
