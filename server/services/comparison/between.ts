import { z } from "zod";
import type { BetweenProgress, Waypoint } from "@/core/comparison/between";
import { itemRefSchema } from "@/core/comparison/item";
import { betweenHindrance, mixRecipes, usefulOrder } from "@/core/comparison/mix-recipes";
import { commonOf, jaccardOf } from "@/core/comparison/overlaps";
import { StudioError } from "@/core/errors";
import { recipeHash } from "@/core/recipe-identity";
import { BoundedCache } from "@/server/services/bounded-cache";
import { comparableItems, type Comparable } from "@/server/services/comparison/comparable-items";
import type { FoundItem } from "@/server/services/comparison/find-items";
import { itemSets, setKey, type ItemSet } from "@/server/services/comparison/item-sets";
import type { Context } from "@/server/services/context";
import { documentColumns } from "@/server/services/corpus/document-columns";
import { followWork, type WorkEvent } from "@/server/services/follow-work";
import { parseInput } from "@/server/services/parse-input";
import { SharedWork } from "@/server/services/shared-work";

export const betweenInput = z.object({
  versionId: z.string().min(1),
  first: itemRefSchema,
  second: itemRefSchema,
  /** Equal steps from the first to the second: there is one waypoint more. */
  steps: z.number().int().min(2).max(50).default(20),
});

type Waypoints = readonly Waypoint[];

/** Answers held, 50 kB each at most. */
const KEPT = 64;

/** Places counted at once, in one pass; the ends and the middle come first. */
const AT_ONCE = 3;

const answers = new BoundedCache<Waypoints>(KEPT);
const work = new SharedWork<Waypoints, BetweenProgress>();

/**
 * The mixture at equal steps on the way from one recipe to another, each exact over the whole corpus. Progress carries the
 * places counted so far, the ends and the middle first.
 * @throws StudioError `not-found`; `invalid-input` for recipes that differ in more than weights and budget, and for an item
 * whose documents cannot be compared on this version; `corrupt`, `cancelled`
 */
export async function* compareBetween({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof betweenInput>;
  signal?: AbortSignal | undefined;
}): AsyncGenerator<WorkEvent<Waypoints, BetweenProgress>, void> {
  const { versionId, first, second, steps } = parseInput(betweenInput, input);
  const comparable = await comparableItems(ctx, versionId, [first, second]);
  const [from, to = from] = comparable.items;
  if (from === undefined || to === undefined) throw new TypeError("a way without ends");
  const hindrance = betweenHindrance(from.recipe, to.recipe);
  if (hindrance !== null) {
    throw new StudioError(
      "invalid-input",
      `There is no way from one recipe to the other: ${hindrance}`,
      "Make these settings equal and save the recipe again.",
    );
  }
  const ends = [from, to].flatMap((item) => [setKey(comparable, item), item.recipe.name]);
  const key = [...ends, String(steps)].join("\n");
  yield* followWork<Waypoints, BetweenProgress>(signal, async (left, onProgress) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const count = async (
      stop: AbortSignal,
      report: (progress: BetweenProgress) => void,
    ): Promise<Waypoints> => {
      const found = await countWay({ comparable, from, to, steps }, stop, report);
      answers.set(key, found, 1);
      return found;
    };
    return work.join(key, count, { signal: left, onProgress });
  });
}

interface Way {
  readonly comparable: Comparable;
  readonly from: FoundItem;
  readonly to: FoundItem;
  readonly steps: number;
}

async function countWay(
  { comparable, from, to, steps }: Way,
  signal: AbortSignal,
  report: (progress: BetweenProgress) => void,
): Promise<Waypoints> {
  const { tokens } = await documentColumns(comparable.fingerprint, comparable.home, signal);
  const waypoints: Waypoint[] = [];
  const tell = (): void => report({ done: waypoints.length, total: steps + 1, waypoints: [...waypoints] });
  tell();
  const [first, second] = await itemSets(comparable, [from, to], signal);
  if (first === undefined || second === undefined)
    throw new TypeError("a way of which an end is not counted");
  const overlap = (a: ItemSet, b: ItemSet) => jaccardOf(a, b, commonOf(a.set, b.set, tokens));
  const order = usefulOrder(steps);
  for (let place = 0; place < order.length; place += AT_ONCE) {
    const some = order.slice(place, place + AT_ONCE).map((step) => {
      const recipe = mixRecipes(from.recipe, to.recipe, step / steps);
      const between = { ...from, recipe, recipeHash: recipeHash(recipe), confirmed: null };
      return { at: step / steps, recipe, item: step === 0 ? from : step === steps ? to : between };
    });
    const found = await itemSets(
      comparable,
      some.map(({ item }) => item),
      signal,
    );
    some.forEach(({ at, recipe }, position) => {
      const own = found[position];
      if (own === undefined) return;
      waypoints.push({
        ...{ at, recipe, documents: own.documents, tokens: own.tokens, domains: own.domains },
        withFirst: overlap(own, first),
        withSecond: overlap(own, second),
      });
    });
    tell();
  }
  return waypoints.sort((a, b) => a.at - b.at);
}
