import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import canonicalize from "canonicalize";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { directionOf, SEMANTICS_VERSION, weightOf, type DomainRule, type Recipe } from "@/core/recipe";

/**
 * The one spelling of a recipe among all that mean the same: no weight or share of 0, no direction but −1 and
 * none on a rater without weight.
 */
export function canonicalRecipe(recipe: Recipe): Recipe {
  const used = RATER_IDS.filter((rater) => weightOf(recipe, rater) > 0);
  const weights: Partial<Record<RaterId, number>> = {};
  const directions: Partial<Record<RaterId, 1 | -1>> = {};
  for (const rater of used) {
    weights[rater] = weightOf(recipe, rater);
    if (directionOf(recipe, rater) === -1) directions[rater] = -1;
  }
  return { ...recipe, weights, directions, domains: canonicalDomains(recipe.domains) };
}

function canonicalDomains(rule: DomainRule): DomainRule {
  if (rule.rule !== "shares") return rule;
  const shares = Object.fromEntries(Object.entries(rule.shares).filter(([, share]) => share > 0));
  return { rule: "shares", shares };
}

/** sha256 (hex) of the RFC 8785 JSON of the canonical recipe without name and note. */
export function recipeHash(recipe: Recipe): string {
  const { weights, normalisation, budget, directions, missing, domains } = canonicalRecipe(recipe);
  return hashOfJson({ weights, normalisation, budget, directions, missing, domains });
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
