import type { DocumentFilter, FilterRange } from "@/core/document-filter";
import { RATER_IDS } from "@/core/raters";
import { seedOf, type Recipe } from "@/core/recipe";
import { escapeName, unescapeName, unreadable } from "@/core/recipe-url-text";

/** Between entries, each of which begins with a letter that says what it is. */
const ENTRIES = ";";
const PARTS = ":";
const NAMES = ",";
const BASE = 36;

type Limits = Pick<Recipe, "filters" | "cap" | "temperature" | "seed">;

/** Filters, cap and noise of a recipe as one field of a link, empty without any: d domains, t tokens, r a rater, c cap, T temperature. */
export function encodeLimits(recipe: Recipe): string {
  const { domains, tokens, raters } = recipe.filters ?? {};
  const { cap, temperature } = recipe;
  return [
    ...(domains === undefined ? [] : [`d${domains.map(escapeName).join(NAMES)}`]),
    ...(tokens === undefined ? [] : [`t${encodeRange(tokens)}`]),
    ...RATER_IDS.flatMap((rater, place) => {
      const range = raters?.[rater];
      return range === undefined ? [] : [`r${place.toString(BASE)}${PARTS}${encodeRange(range)}`];
    }),
    ...(cap === undefined ? [] : [`c${cap.documents.toString(BASE)}`]),
    ...(temperature === undefined ? [] : [`T${String(temperature)}${PARTS}${seedOf(recipe).toString(BASE)}`]),
  ].join(ENTRIES);
}

/** @throws StudioError `invalid-input` for anything `encodeLimits` did not write */
export function decodeLimits(text: string): Limits {
  const entries = text === "" ? [] : text.split(ENTRIES);
  return entries.reduce<Limits>((limits, entry) => ({ ...limits, ...decodeEntry(entry, limits) }), {});
}

function decodeEntry(entry: string, { filters = {} }: Limits): Limits {
  const parts = entry.slice(1).split(PARTS);
  const [first = "", second = ""] = parts;
  const filter = (change: DocumentFilter): Limits => ({ filters: { ...filters, ...change } });
  switch (entry.charAt(0)) {
    case "d":
      return filter({ domains: first.split(NAMES).map(unescapeName) });
    case "t":
      return filter({ tokens: decodeRange(parts) });
    case "r": {
      const rater = RATER_IDS[Number.parseInt(first, BASE)];
      if (rater === undefined) throw unreadable();
      return filter({ raters: { ...filters.raters, [rater]: decodeRange(parts.slice(1)) } });
    }
    case "c":
      return { cap: { documents: Number.parseInt(first, BASE) } };
    case "T":
      return { temperature: Number(first), seed: Number.parseInt(second, BASE) };
    default:
      throw unreadable();
  }
}

const encodeRange = ({ min, max }: FilterRange): string => `${endText(min)}${PARTS}${endText(max)}`;
const endText = (end: number | undefined): string => (end === undefined ? "" : String(end));

const decodeRange = ([min = "", max = ""]: readonly string[]): FilterRange => ({
  ...(min === "" ? {} : { min: Number(min) }),
  ...(max === "" ? {} : { max: Number(max) }),
});
