import type { Hindrance } from "@/core/comparison/compared-item";
import type { DocumentSet } from "@/core/comparison/document-set";
import { countSet, selectedBy, type Counted } from "@/core/comparison/selected";
import { StudioError } from "@/core/errors";
import { selectionKey } from "@/core/recipe-identity";
import type { ScoringPlan } from "@/core/scoring/plan";
import { checkedFigures, figuresOf } from "@/core/selection/exact-figures";
import type { PoolCut } from "@/core/selection/locate-cuts";
import { selectedSql } from "@/core/selection/selected-sql";
import type { CorpusStatistics } from "@/core/statistics";
import { BoundedCache } from "@/server/services/bounded-cache";
import type { Comparable } from "@/server/services/comparison/comparable-items";
import type { FoundItem } from "@/server/services/comparison/find-items";
import { gatherSet } from "@/server/services/comparison/gather-set";
import { readWrittenSet, writtenFile } from "@/server/services/comparison/written-set";
import { documentColumns } from "@/server/services/corpus/document-columns";
import { rankTogether } from "@/server/services/selection/rank-together";
import { knownRanking } from "@/server/services/selection/ranking";

/** What an item selects, counted. */
export interface ItemSet extends Counted {
  readonly budgetTokens: number;
  /** Score of the last document in; null where each domain has its own. */
  readonly threshold: number | null;
  /** Why nothing is selected; null where something is. */
  readonly nothing: Hindrance | null;
}

/** What is asked of an item to find what it selects. */
type Selecting = Pick<FoundItem, "label" | "recipe" | "recipeHash" | "confirmed">;

export type Corpus = Pick<Comparable, "fingerprint" | "home" | "statistics">;

/** Bytes of all sets held: an eighth of a byte a document. */
const MAX_BYTES = 64 * 1024 ** 2;
/** A set of no documents weighs something too. */
const ENTRY_BYTES = 1024;

const held = new BoundedCache<ItemSet>(MAX_BYTES);

/** Items of one key select the same and read it from the same place. */
export const setKey = (corpus: Corpus, item: Selecting): string =>
  [
    corpus.home,
    selectionKey(corpus.fingerprint, item.recipeHash),
    writtenFile(corpus.home, item.confirmed) ?? "",
  ].join("\n");

/**
 * What items select, in their order: what the files of a confirmed selection say where they are written, otherwise what its
 * recipe cuts.
 * @param onSet told how many of the items are there
 * @throws StudioError `corrupt` for files that do not hold what was confirmed, `not-found`, `cancelled`
 */
export async function itemSets(
  corpus: Corpus,
  items: readonly Selecting[],
  signal: AbortSignal,
  onSet: (done: number) => void = () => undefined,
): Promise<ItemSet[]> {
  const found = new Map<string, ItemSet>();
  const columns = await documentColumns(corpus.fingerprint, corpus.home, signal);
  const keep = (key: string, set: DocumentSet, figures: Omit<ItemSet, keyof Counted>): void => {
    const counted = { ...countSet(set, columns, corpus.statistics.domains.length), ...figures };
    found.set(key, counted);
    held.set(key, counted, set.bits.byteLength + ENTRY_BYTES);
    onSet(found.size);
  };
  const unknown = new Map<string, Selecting>();
  for (const item of items) {
    const key = setKey(corpus, item);
    const known = held.get(key);
    if (known !== undefined) found.set(key, known);
    else unknown.set(key, item);
  }
  onSet(found.size);
  for (const [key, item] of unknown) {
    const file = writtenFile(corpus.home, item.confirmed);
    const ranking = knownRanking({ ...corpus, recipe: item.recipe });
    if (file !== null) {
      const { set, ...figures } = await readWrittenSet(corpus, columns, item, file, signal);
      keep(key, set, figures);
    } else if (ranking !== undefined) keep(key, selectedBy(ranking), cutFigures(corpus.statistics, ranking));
  }
  await cutSets(
    corpus,
    [...unknown].filter(([key]) => !found.has(key)),
    keep,
    signal,
  );
  return items.flatMap((item) => found.get(setKey(corpus, item)) ?? []);
}

/** What recipes cut, several of them in one pass. */
async function cutSets(
  corpus: Corpus,
  pending: readonly (readonly [key: string, item: Selecting])[],
  keep: (key: string, set: DocumentSet, figures: Omit<ItemSet, keyof Counted>) => void,
  signal: AbortSignal,
): Promise<void> {
  const keys = new Map(pending.map(([key, { recipe }]) => [recipe, key]));
  await rankTogether(
    corpus,
    [...keys.keys()],
    async (recipe, { engine, plan, cuts, scored }) => {
      const selected = `SELECT ordinal FROM ${scored} AS scored WHERE ${selectedSql(cuts)}`;
      const set = await gatherSet(engine, selected, corpus.statistics.documents, signal);
      keep(keys.get(recipe) ?? "", set, cutFigures(corpus.statistics, { plan, cuts }));
    },
    signal,
  );
}

interface Cut {
  readonly plan: ScoringPlan;
  readonly cuts: readonly PoolCut[];
}

function cutFigures(statistics: CorpusStatistics, { plan, cuts }: Cut): Omit<ItemSet, keyof Counted> {
  const { budgetTokens, threshold } = figuresOf(plan, cuts, statistics);
  return { budgetTokens, threshold, nothing: whyNothing(statistics, { plan, cuts }) };
}

function whyNothing(statistics: CorpusStatistics, { plan, cuts }: Cut): Hindrance | null {
  try {
    checkedFigures(plan, cuts, statistics);
    return null;
  } catch (error) {
    if (error instanceof StudioError) return { why: error.message, way: error.way ?? "Change the recipe." };
    throw error;
  }
}
