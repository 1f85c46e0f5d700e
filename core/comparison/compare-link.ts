import { itemKey, type ItemRef } from "@/core/comparison/item";

/** The page that puts items side by side; the first is the baseline. @param counted the corpus version to count on, where it is known */
export function compareLink(
  items: readonly ItemRef[],
  counted: { readonly corpusId: string; readonly number: number } | null = null,
): string {
  const search = new URLSearchParams({ items: items.map(itemKey).join(",") });
  if (counted !== null) {
    search.set("corpus", counted.corpusId);
    search.set("version", String(counted.number));
  }
  return `/compare?${search.toString()}`;
}
