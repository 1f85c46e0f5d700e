import type { SetsCompared } from "@/core/comparison/set-figures";

/** The same sets in another order. @param order for each place the place of its set before; each once */
export function arrangeSets(compared: SetsCompared, order: readonly number[]): SetsCompared {
  const placeNow = new Map(order.map((before, now) => [before, now]));
  const pick = <T>(values: readonly T[]): T[] =>
    order.flatMap((before) => {
      const value = values[before];
      return value === undefined ? [] : [value];
    });
  return {
    ...compared,
    sets: pick(compared.sets),
    common: pick(compared.common).map(pick),
    regions: compared.regions.map((region) => ({
      ...region,
      members: region.members.map((member) => placeNow.get(member) ?? member).toSorted((a, b) => a - b),
    })),
  };
}
