import { itemKey, type ItemRef } from "@/core/comparison/item";
import { StudioError } from "@/core/errors";
import type { CorpusStatistics } from "@/core/statistics";
import { chosenCorpus } from "@/server/services/comparison/chosen-corpus";
import { findItems, type FoundItem } from "@/server/services/comparison/find-items";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";

/** Items whose documents can be compared on one corpus version. */
export interface Comparable {
  readonly fingerprint: string;
  readonly home: string;
  readonly statistics: CorpusStatistics;
  readonly items: readonly FoundItem[];
}

/**
 * @throws StudioError `not-found` for an item or a version that is not there, `invalid-input` that names the item whose
 * documents cannot be compared on this version
 */
export async function comparableItems(
  ctx: Context,
  versionId: string,
  refs: readonly ItemRef[],
): Promise<Comparable> {
  const { items, missing } = await findItems(ctx, refs);
  const [lost] = missing;
  if (lost !== undefined)
    throw new StudioError("not-found", lost.why, `Take ${itemKey(lost.ref)} out of the comparison.`);
  return comparableFound(ctx, versionId, items);
}

/** The same for items that were found before. */
export async function comparableFound(
  ctx: Context,
  versionId: string,
  items: readonly FoundItem[],
): Promise<Comparable> {
  const { fingerprint } = await findCorpusVersion(ctx, versionId);
  const { hindranceOf } = await chosenCorpus(ctx, versionId);
  for (const item of items) {
    const hindrance = hindranceOf(item);
    if (hindrance === null) continue;
    throw new StudioError(
      "invalid-input",
      `The documents of "${item.label}" cannot be compared: ${hindrance.why}`,
      hindrance.way,
    );
  }
  return {
    fingerprint,
    home: ctx.home,
    statistics: await knownStatistics(fingerprint, ctx.home),
    items,
  };
}
