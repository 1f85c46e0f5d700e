/** Items by key, keys and items in order of first appearance (Node 20 has no `Map.groupBy`). */
export function groupBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item, at: number) => Key,
): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const [at, item] of items.entries()) {
    const key = keyOf(item, at);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
