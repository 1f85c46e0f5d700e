/**
 * Brings sets of ordinals and an order together.
 * @param documents of the corpus; ordinals from there on do not exist and are left out
 * @param order all ordinals in the order wanted; null: ascending
 * @param sets each ascending, without repeats; a document must be in all of them
 */
export function intersectOrdinals(
  documents: number,
  order: Uint32Array | null,
  sets: readonly Uint32Array[],
): Uint32Array {
  const hits = new Uint8Array(documents);
  for (const set of sets) {
    for (const ordinal of set) if (ordinal < documents) hits[ordinal] = (hits[ordinal] ?? 0) + 1;
  }
  const picked = new Uint32Array(Math.min(documents, ...sets.map(({ length }) => length)));
  let length = 0;
  const take = (ordinal: number): void => {
    if (hits[ordinal] === sets.length) picked[length++] = ordinal;
  };
  if (order === null) for (let ordinal = 0; ordinal < documents; ordinal += 1) take(ordinal);
  else for (const ordinal of order) take(ordinal);
  return length === picked.length ? picked : picked.slice(0, length);
}
