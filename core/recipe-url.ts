import { RATER_IDS, type RaterId } from "@/core/raters";
import {
  directionOf,
  MISSING_POLICIES,
  NORMALISATIONS,
  parseRecipe,
  weightOf,
  type Budget,
  type DomainBound,
  type DomainRule,
  type Recipe,
} from "@/core/recipe";
import { decodeLimits, encodeLimits } from "@/core/recipe-url-limits";
import { escapeName, unescapeName, unreadable } from "@/core/recipe-url-text";

/** Raised whenever what stands where changes; links of other versions are refused, not misread. */
const VERSION = "2";
/** The same fields but for the limits before the name. */
const WITHOUT_LIMITS = "1";
const FIELDS = "~";
const MILLIONTHS = 1_000_000;
const BASE = 36;

/**
 * A recipe in about 130 characters and its name, without its note: version ~ normalisation and missing policy ~ budget ~ weights in
 * millionths in the order of `RATERS` ~ turned raters as bits ~ domain rule ~ limits ~ name. Not yet escaped for a URL.
 */
export function encodeRecipe(recipe: Recipe): string {
  const weights = RATER_IDS.map((rater) => {
    const millionths = Math.round(weightOf(recipe, rater) * MILLIONTHS);
    return millionths === 0 ? "" : millionths.toString(BASE);
  });
  const turned = RATER_IDS.reduce(
    (bits, rater, place) => (directionOf(recipe, rater) === -1 ? bits + 2 ** place : bits),
    0,
  );
  return [
    VERSION,
    `${NORMALISATIONS.indexOf(recipe.normalisation)}${MISSING_POLICIES.indexOf(recipe.missing)}`,
    encodeBudget(recipe.budget),
    weights.join(".").replace(/\.+$/, ""),
    turned.toString(BASE),
    encodeDomains(recipe.domains),
    encodeLimits(recipe),
    recipe.name,
  ].join(FIELDS);
}

/** Name of the parameter that holds a recipe. */
export const RECIPE_PARAMETER = "r";

/** The query of a link that opens a recipe. */
export const recipeQuery = (recipe: Recipe): string =>
  `?${new URLSearchParams({ [RECIPE_PARAMETER]: encodeRecipe(recipe) }).toString()}`;

/**
 * Reads what `encodeRecipe` wrote, now or before recipes had limits.
 * @throws StudioError `invalid-input` for anything else.
 */
export function decodeRecipe(code: string): Recipe {
  const [version, kinds = "", budget = "", weights = "", turned = "", domains = "", ...rest] =
    code.split(FIELDS);
  if (version !== VERSION && version !== WITHOUT_LIMITS) throw unreadable();
  const [limits = "", ...name] = version === VERSION ? rest : ["", ...rest];
  const bits = Number.parseInt(turned, BASE);
  if (!Number.isSafeInteger(bits)) throw unreadable();
  return parseRecipe({
    name: name.join(FIELDS),
    normalisation: NORMALISATIONS[Number(kinds[0])],
    missing: MISSING_POLICIES[Number(kinds[1])],
    budget: decodeBudget(budget),
    weights: decodeWeights(weights),
    directions: Object.fromEntries(
      RATER_IDS.filter((_, place) => Math.floor(bits / 2 ** place) % 2 === 1).map((rater) => [rater, -1]),
    ),
    domains: decodeDomains(domains),
    ...decodeLimits(limits),
  });
}

const encodeBudget = (budget: Budget): string =>
  "tokens" in budget ? `t${budget.tokens.toString(BASE)}` : `s${String(budget.share)}`;

const decodeBudget = (text: string): Budget =>
  text.startsWith("t") ? { tokens: Number.parseInt(text.slice(1), BASE) } : { share: Number(text.slice(1)) };

function decodeWeights(text: string): Partial<Record<RaterId, number>> {
  const parts = text.split(".");
  if (parts.length > RATER_IDS.length) throw unreadable();
  const weights: Partial<Record<RaterId, number>> = {};
  for (const [place, rater] of RATER_IDS.entries()) {
    const part = parts[place] ?? "";
    if (part !== "") weights[rater] = Number((Number.parseInt(part, BASE) / MILLIONTHS).toFixed(6));
  }
  return weights;
}

function encodeDomains(rule: DomainRule): string {
  switch (rule.rule) {
    case "global":
      return "g";
    case "proportional":
      return "p";
    case "shares": {
      const shares = Object.entries(rule.shares).filter(([, share]) => share > 0);
      return `s${shares.map(([domain, share]) => `${escapeName(domain)}:${String(share)}`).join(",")}`;
    }
    case "bounds":
      return `b${Object.entries(rule.bounds).map(encodeBound).join(",")}`;
  }
}

const encodeBound = ([domain, { min, max }]: [string, DomainBound]): string =>
  `${escapeName(domain)}:${min === undefined ? "" : String(min)}:${max === undefined ? "" : String(max)}`;

function decodeDomains(text: string): unknown {
  const entries = text
    .slice(1)
    .split(",")
    .filter((entry) => entry !== "")
    .map((entry) => entry.split(":"));
  const byDomain = (read: (parts: string[]) => unknown) =>
    Object.fromEntries(entries.map(([domain = "", ...parts]) => [unescapeName(domain), read(parts)]));
  switch (text.charAt(0)) {
    case "g":
      return { rule: "global" };
    case "p":
      return { rule: "proportional" };
    case "s":
      return { rule: "shares", shares: byDomain(([share]) => Number(share)) };
    case "b":
      return { rule: "bounds", bounds: byDomain(decodeBound) };
    default:
      throw unreadable();
  }
}

const decodeBound = ([min = "", max = ""]: readonly string[]): DomainBound => ({
  ...(min === "" ? {} : { min: Number(min) }),
  ...(max === "" ? {} : { max: Number(max) }),
});
