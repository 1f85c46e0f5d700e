import { facesOf, type Face } from "@/components/compare/compared-face";
import type { ComparedItem } from "@/core/comparison/compared-item";
import type { SetFigures, SetsCompared } from "@/core/comparison/set-figures";
import { RATER_IDS, type RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { recipeOf } from "../mixer/corpus-fixture";

/** A saved version of a recipe under a name. */
export const itemOf = (id: string, recipe: Recipe = recipeOf({ weights: { fluency: 1 } })): ComparedItem => ({
  ref: { kind: "version", id },
  label: `${id} v1`,
  recipe,
  recipeHash: id,
  ...{ own: null, selection: null, run: null, archived: false, hindrance: null },
});

export const faces = (...ids: readonly string[]): Face[] =>
  facesOf(
    ids.map((id) => itemOf(id)),
    null,
  );

const perRater = <T>(value: (id: RaterId) => T): Record<RaterId, T> =>
  Object.fromEntries(RATER_IDS.map((id) => [id, value(id)])) as Record<RaterId, T>;

/**
 * Sets over documents that are named by their place: document i has `tokens[i]` tokens and is of domain `i % 2`; counted by hand
 * as the server does, one document after another.
 */
export function setsOf(tokens: readonly number[], members: readonly ReadonlySet<number>[]): SetsCompared {
  const ordinals = tokens.map((_, ordinal) => ordinal);
  const count = (which: (ordinal: number) => boolean) => {
    const inside = ordinals.filter(which);
    return {
      documents: inside.length,
      tokens: inside.reduce((sum, ordinal) => sum + (tokens[ordinal] ?? 0), 0),
    };
  };
  const isShort = (ordinal: number): boolean => (tokens[ordinal] ?? 0) <= 16;
  const lengths = (which: (ordinal: number) => boolean): number[] => [
    count((ordinal) => which(ordinal) && isShort(ordinal)).documents,
    count((ordinal) => which(ordinal) && !isShort(ordinal)).documents,
  ];
  const domains = (which: (ordinal: number) => boolean) =>
    [0, 1].map((domain) => count((ordinal) => which(ordinal) && ordinal % 2 === domain));
  const sets = members.map((set, place): SetFigures => ({
    ...count((ordinal) => set.has(ordinal)),
    budgetTokens: 1000,
    threshold: place,
    nothing: null,
    domains: domains((ordinal) => set.has(ordinal)),
    lengths: lengths((ordinal) => set.has(ordinal)),
    raters: perRater((id) => (id === "fluency" ? 0.5 + place : id === "reasoning" ? 2 : null)),
  }));
  const keyOf = (ordinal: number): string =>
    members.flatMap((set, place) => (set.has(ordinal) ? [String(place)] : [])).join(" ");
  const regions = [...new Set(ordinals.map(keyOf))]
    .filter((key) => key !== "")
    .map((key) => ({ members: key.split(" ").map(Number), ...count((ordinal) => keyOf(ordinal) === key) }))
    .toSorted((a, b) => b.documents - a.documents);
  return {
    sets,
    common: members.map((a) => members.map((b) => count((ordinal) => a.has(ordinal) && b.has(ordinal)))),
    regions,
    otherRegions: { regions: 0, documents: 0, tokens: 0 },
    lengthEdges: [16],
    corpus: {
      ...count(() => true),
      domains: domains(() => true).map((totals, domain) => ({
        ...totals,
        domain: domain === 0 ? "book" : "web",
      })),
      lengths: lengths(() => true),
      raters: perRater((id) =>
        id === "fluency" ? { mean: 0.5, sd: 0.25 } : id === "reasoning" ? { mean: 2, sd: 0 } : null,
      ),
    },
    seconds: 0,
  };
}
