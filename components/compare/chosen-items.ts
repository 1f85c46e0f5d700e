import type { CompareAddress } from "@/components/compare/compare-address";
import { itemKey, type ItemRef } from "@/core/comparison/item";

type Chosen = Pick<CompareAddress, "items" | "base">;

export const withItem = ({ items }: Chosen, ref: ItemRef): Pick<CompareAddress, "items"> => ({
  items: items.some((item) => itemKey(item) === itemKey(ref)) ? items : [...items, ref],
});

/** Without an item; what named it as the baseline or as an end names nothing any more. */
export function withoutItem(address: CompareAddress, key: string): Partial<CompareAddress> {
  const { items, base, other, from, to } = address;
  const kept = (named: string | null): string | null => (named === key ? null : named);
  return {
    items: items.filter((item) => itemKey(item) !== key),
    ...{ base: kept(base), other: kept(other), from: kept(from), to: kept(to), row: null },
  };
}

/** One place earlier (−1) or later (1) among the items; at the ends nothing moves. */
export function movedItem({ items }: Chosen, key: string, by: 1 | -1): Pick<CompareAddress, "items"> {
  const place = items.findIndex((item) => itemKey(item) === key);
  const [item, beside] = [items[place], items[place + by]];
  if (item === undefined || beside === undefined) return { items };
  const changed = [...items];
  changed[place] = beside;
  changed[place + by] = item;
  return { items: changed };
}
