import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import canonicalize from "canonicalize";
import { canonicalFilter } from "@/core/document-filter";
import { RATER_IDS, type RaterId } from "@/core/raters";
import {
  directionOf,
  seedOf,
  SEMANTICS_VERSION,
  weightOf,
  type DomainBound,
  type DomainRule,
  type Recipe,
} from "@/core/recipe";

/**
 * The one spelling of a recipe among all that mean the same: no weight or share of 0, no direction but −1 and
 * none on a rater without weight, no bound that binds nothing, no filter that lets everything pass, a seed with a
 * temperature and none without.
 */
export function canonicalRecipe(recipe: Recipe): Recipe {
  const { name, note } = recipe;
  return { name, ...canonicalMeaning(recipe), ...(note === undefined ? {} : { note }) };
}

function canonicalMeaning(recipe: Recipe): Omit<Recipe, "name" | "note"> {
  const { normalisation, budget, missing } = recipe;
  const used = RATER_IDS.filter((rater) => weightOf(recipe, rater) > 0);
  const weights: Partial<Record<RaterId, number>> = {};
  const directions: Partial<Record<RaterId, 1 | -1>> = {};
  for (const rater of used) {
    weights[rater] = weightOf(recipe, rater);
    if (directionOf(recipe, rater) === -1) directions[rater] = -1;
  }
  const domains = canonicalDomains(recipe.domains);
  return { weights, normalisation, budget, directions, missing, domains, ...canonicalLimits(recipe) };
}

/** What a recipe has only where it is asked for; a recipe without has the identity of one that knows nothing of it. */
function canonicalLimits(recipe: Recipe): Pick<Recipe, "filters" | "cap" | "temperature" | "seed"> {
  const filters = canonicalFilter(recipe.filters ?? {});
  const { cap, temperature } = recipe;
  return {
    ...(Object.keys(filters).length === 0 ? {} : { filters }),
    ...(cap === undefined ? {} : { cap }),
    ...(temperature === undefined ? {} : { temperature, seed: seedOf(recipe) }),
  };
}

function canonicalDomains(rule: DomainRule): DomainRule {
  switch (rule.rule) {
    case "global":
    case "proportional":
      return rule;
    case "shares":
      return {
        rule: "shares",
        shares: Object.fromEntries(Object.entries(rule.shares).filter(([, share]) => share > 0)),
      };
    case "bounds": {
      const bounds = Object.entries(rule.bounds)
        .map(([domain, { min = 0, max = 1 }]): [string, DomainBound] => [
          domain,
          { ...(min > 0 ? { min } : {}), ...(max < 1 ? { max } : {}) },
        ])
        .filter(([, bound]) => bound.min !== undefined || bound.max !== undefined);
      return bounds.length === 0
        ? { rule: "global" }
        : { rule: "bounds", bounds: Object.fromEntries(bounds) };
    }
  }
}

/** sha256 (hex) of the RFC 8785 JSON of the canonical recipe without name and note. */
export function recipeHash(recipe: Recipe): string {
  return hashOfJson(canonicalMeaning(recipe));
}

/** sha256 (hex) that names a selection before it is made: what corpus, what recipe, which meaning of recipes. */
export const selectionKey = (fingerprint: string, hash: string): string =>
  hashOfJson({ fingerprint, recipeHash: hash, semanticsVersion: SEMANTICS_VERSION });

export interface ContentHash {
  /** Documents in selection order: score descending, then ordinal. */
  add(id: string, tokens: number): void;
  /** sha256 (hex) over one line `["id",tokens]` of JSON and a newline for each document; ends the hash. */
  digest(): string;
}

/** Identity of what a selection holds, fed document by document. */
export function contentHash(): ContentHash {
  const hash = sha256.create();
  let lines = "";
  const flush = (): void => {
    hash.update(utf8ToBytes(lines));
    lines = "";
  };
  return {
    add: (id, tokens) => {
      lines += `${JSON.stringify([id, tokens])}\n`;
      if (lines.length >= 65536) flush();
    },
    digest: () => {
      flush();
      return bytesToHex(hash.digest());
    },
  };
}

function hashOfJson(value: object): string {
  const json = canonicalize(value);
  if (json === undefined) throw new TypeError("an object without canonical JSON");
  return bytesToHex(sha256(utf8ToBytes(json)));
}
