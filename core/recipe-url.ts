import { StudioError } from "@/core/errors";
import { RATER_IDS, type RaterId } from "@/core/raters";
import {
  directionOf,
  MISSING_POLICIES,
  NORMALISATIONS,
  parseRecipe,
  weightOf,
  type Budget,
  type DomainRule,
  type Recipe,
} from "@/core/recipe";

/** Raised whenever what stands where changes; old links are refused, not misread. */
const VERSION = "1";
const FIELDS = "~";
const MILLIONTHS = 1_000_000;
const BASE = 36;

/**
 * A recipe in about 130 characters and its name, without its note: version ~ normalisation and missing policy ~ budget ~ weights in
 * millionths in the order of `RATERS` ~ turned raters as bits ~ domain rule ~ name. Not yet escaped for a URL.
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
    recipe.name,
  ].join(FIELDS);
}

/** Name of the parameter that holds a recipe. */
export const RECIPE_PARAMETER = "r";

/** The query of a link that opens a recipe. */
export const recipeQuery = (recipe: Recipe): string =>
  `?${new URLSearchParams({ [RECIPE_PARAMETER]: encodeRecipe(recipe) }).toString()}`;

/**
 * Reads what `encodeRecipe` wrote.
 * @throws StudioError `invalid-input` for anything else.
 */
export function decodeRecipe(code: string): Recipe {
  const [version, kinds = "", budget = "", weights = "", turned = "", domains = "", ...name] =
    code.split(FIELDS);
  if (version !== VERSION) throw unreadable();
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
  });
}

const unreadable = (): StudioError =>
  new StudioError(
    "invalid-input",
    "The link holds no recipe this studio can read.",
    "Open the mixer without it.",
  );

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

/** `encodeURIComponent` leaves ~ as it is, which would end the field. */
const escapeDomain = (domain: string): string => encodeURIComponent(domain).replaceAll(FIELDS, "%7E");

function encodeDomains(rule: DomainRule): string {
  if (rule.rule !== "shares") return rule.rule === "global" ? "g" : "p";
  const shares = Object.entries(rule.shares).filter(([, share]) => share > 0);
  return `s${shares.map(([domain, share]) => `${escapeDomain(domain)}:${String(share)}`).join(",")}`;
}

function decodeDomains(text: string): unknown {
  if (text === "g") return { rule: "global" };
  if (text === "p") return { rule: "proportional" };
  if (!text.startsWith("s")) throw unreadable();
  const shares = text
    .slice(1)
    .split(",")
    .map((entry) => entry.split(":"))
    .map(([domain = "", share]) => [unescapeDomain(domain), Number(share)]);
  return { rule: "shares", shares: Object.fromEntries(shares) };
}

function unescapeDomain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unreadable();
  }
}
