import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { Side } from "@/core/comparison/changes";
import { changeSide, changeSource, type ChangeSide } from "@/core/comparison/change-sides";
import { itemRefSchema } from "@/core/comparison/item";
import type { Ranking } from "@/core/selection/standing";
import { BoundedCache } from "@/server/services/bounded-cache";
import { comparableItems, type Comparable } from "@/server/services/comparison/comparable-items";
import type { FoundItem } from "@/server/services/comparison/find-items";
import { itemSets, setKey } from "@/server/services/comparison/item-sets";
import type { Context } from "@/server/services/context";
import { documentColumns } from "@/server/services/corpus/document-columns";
import { findRankings } from "@/server/services/selection/ranking";
import { SharedWork } from "@/server/services/shared-work";

export const pairInput = z.object({
  versionId: z.string().min(1),
  baseline: itemRefSchema,
  other: itemRefSchema,
});

/** Two recipes over one corpus, with the documents of each side in order. */
export interface KeptPair {
  readonly baseline: Ranking;
  readonly other: Ranking;
  readonly sides: Readonly<Record<Side, ChangeSide>>;
}

export interface FoundPair extends KeptPair, Pick<Comparable, "fingerprint" | "home" | "statistics"> {}

/** Bytes of all pairs held: up to 22 a document. */
const MAX_BYTES = 160 * 1024 ** 2;

const held = new BoundedCache<KeptPair>(MAX_BYTES);
const making = new SharedWork<KeptPair>();

/**
 * A pair of items, worked out once: its figures and its pages are read from what is kept.
 * @throws StudioError `not-found`; `invalid-input` that names an item whose documents cannot be compared on this version;
 * `corrupt`, `cancelled`
 */
export async function findPair(
  ctx: Context,
  { versionId, baseline, other }: z.output<typeof pairInput>,
  signal: AbortSignal | undefined,
): Promise<FoundPair> {
  const comparable = await comparableItems(ctx, versionId, [baseline, other]);
  const { fingerprint, home, statistics, items } = comparable;
  const [first, second = first] = items;
  if (first === undefined || second === undefined) throw new TypeError("a pair without items");
  const key = `${setKey(comparable, first)}\n${setKey(comparable, second)}`;
  const known = held.get(key);
  if (known !== undefined) return { ...known, fingerprint, home, statistics };
  const pair = await making.join(
    key,
    async (shared) => {
      const made = await makePair(comparable, first, second, shared);
      held.set(key, made, bytesOf(made));
      return made;
    },
    { signal },
  );
  return { ...pair, fingerprint, home, statistics };
}

async function makePair(
  corpus: Comparable,
  first: FoundItem,
  second: FoundItem,
  signal: AbortSignal,
): Promise<KeptPair> {
  const { fingerprint, home, statistics } = corpus;
  const columns = await documentColumns(fingerprint, home, signal);
  const recipes = [first.recipe, second.recipe];
  const [before, after] = await findRankings({ fingerprint, home }, recipes, signal);
  const [was, is] = await itemSets(corpus, [first, second], signal);
  if (before === undefined || after === undefined || was === undefined || is === undefined)
    throw new TypeError("a pair of which an end is not ranked");
  const source = changeSource({ ranking: before, set: was.set }, { ranking: after, set: is.set });
  const sideOf = async (side: Side): Promise<ChangeSide> => {
    // Others get a turn between the sides.
    await setImmediate();
    return changeSide(side, source, columns, statistics.domains.length);
  };
  return {
    ...{ baseline: before, other: after },
    sides: { gained: await sideOf("gained"), lost: await sideOf("lost"), kept: await sideOf("kept") },
  };
}

const bytesOf = ({ baseline, other, sides }: KeptPair): number =>
  [baseline, other].reduce((sum, { scores, domains }) => sum + scores.byteLength + domains.byteLength, 0) +
  Object.values(sides).reduce((sum, { ordinals }) => sum + ordinals.byteLength, 0);
