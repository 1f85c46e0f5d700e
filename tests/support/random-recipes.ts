import fc from "fast-check";
import type { RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { withCap } from "@/core/recipe-constraints";
import { filters } from "@/tests/support/random-filters";
import type { SmallDocument } from "@/tests/support/small-corpus";

/** Numbers with long tails, whole numbers that tie, a constant, two classifiers; `fluency` stays off. */
const NUMBERS = ["unigram_entropy", "word_count", "dsir_books", "fineweb_edu"] as const satisfies RaterId[];
const CONSTANT = "mean_word_length" satisfies RaterId;
const CLASSIFIERS = ["advertisement", "reasoning"] as const satisfies RaterId[];
const RATERS_ON: readonly RaterId[] = [...NUMBERS, CONSTANT, ...CLASSIFIERS];

/** JSON has no negative zero: a score of −0 comes back as 0. */
const single = (min: number, max: number) => fc.float({ min, max, noNaN: true }).map((score) => score + 0);
const value = fc.oneof(fc.constantFrom(0, 1, 2, 3, -1), single(-1.67e6, 550000), single(-4, 4));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 8 });

const classified = (top: number) =>
  fc.record({
    level: single(0, Math.fround(top)),
    argmax: fc.integer({ min: 0, max: top }),
  });

const document: fc.Arbitrary<SmallDocument> = fc
  .record({
    domain: fc.constantFrom("arxiv", "book", "c4"),
    tokens: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 4_000_000_000 })),
    numbers: fc.tuple(...NUMBERS.map(() => maybe(value))),
    constant: maybe(fc.constant(4.25)),
    group: maybe(fc.constantFrom("a.org", "b.org", "é")),
    advertisement: maybe(classified(1)),
    reasoning: maybe(classified(5)),
  })
  .map(({ domain, tokens, numbers, constant, group, advertisement, reasoning }) => ({
    domain,
    tokens,
    group,
    scores: {
      ...Object.fromEntries(NUMBERS.map((rater, index) => [rater, numbers[index] ?? null])),
      [CONSTANT]: constant,
      advertisement: advertisement?.level ?? null,
      reasoning: reasoning?.level ?? null,
    },
    argmax: { advertisement: advertisement?.argmax ?? null, reasoning: reasoning?.argmax ?? null },
  }));

/** A few documents repeated, so that whole scores tie. */
export const documents: fc.Arbitrary<SmallDocument[]> = fc
  .array(fc.tuple(document, fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 20 })
  .chain((groups) => {
    const all = groups.flatMap(([one, times]) => Array.from({ length: times }, () => one));
    return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
  });

const weight = fc.oneof(
  fc.integer({ min: 1, max: 2_000_000 }).map((millionths) => Number((millionths / 1e6).toFixed(6))),
  fc.constantFrom(1, 0.0422),
);

/** Bounds that leave room for one another; some domains have none. */
const bounds = (names: readonly string[]): fc.Arbitrary<Recipe["domains"]> =>
  fc
    .tuple(
      ...names.map((name) =>
        fc
          .tuple(
            fc.integer({ min: 0, max: Math.floor(100 / names.length) }),
            fc.integer({ min: 0, max: 100 }),
          )
          .chain(([least, above]) => {
            const [min, max] = [least / 100, Math.min(100, least + above) / 100];
            return fc.constantFrom({}, { min }, { max }, { min, max });
          })
          .map((bound) => [name, bound] as const),
      ),
    )
    .map((all) => ({ rule: "bounds", bounds: Object.fromEntries(all) }));

/** A recipe over the raters that the documents have, with a budget that usually cuts. */
export function recipes(given: readonly SmallDocument[]): fc.Arbitrary<Recipe> {
  const on = RATERS_ON.filter((rater) => given.some(({ scores }) => (scores[rater] ?? null) !== null));
  const names = [...new Set(given.map(({ domain }) => domain))];
  const total = given.reduce((sum, { tokens }) => sum + tokens, 0);
  const share = fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100);
  const whole = fc.record({
    name: fc.constant("random"),
    weights: fc
      .tuple(
        fc.subarray(on, { minLength: 1 }),
        fc.array(weight, { minLength: on.length, maxLength: on.length }),
      )
      .map(([chosen, weights]) =>
        Object.fromEntries(chosen.map((rater, index) => [rater, weights[index] ?? 1])),
      ),
    normalisation: fc.constantFrom("published", "zscore", "rank"),
    budget: fc.oneof(
      fc.integer({ min: 1, max: Math.max(1, Math.floor(total * 1.1)) }).map((tokens) => ({ tokens })),
      share.map((part) => ({ share: part })),
    ),
    directions: fc
      .subarray(on)
      .map((turned) => Object.fromEntries(turned.map((rater) => [rater, -1] as const))),
    missing: fc.constantFrom("exclude", "median", "zero"),
    domains: fc.oneof(
      fc.constant({ rule: "global" } as const),
      fc.constant({ rule: "proportional" } as const),
      fc
        .array(fc.integer({ min: 1, max: 10 }), { minLength: names.length, maxLength: names.length })
        .map((parts) => {
          const sum = parts.reduce((a, b) => a + b, 0);
          return {
            rule: "shares",
            shares: Object.fromEntries(
              names.map((name, index) => [name, Math.floor(((parts[index] ?? 0) / sum) * 1000) / 1000]),
            ),
          } as const;
        }),
      bounds(names),
    ),
  });
  const noise = fc.record({ temperature: fc.constantFrom(0.01, 0.5, 3), seed: fc.nat(3) });
  const hasGroups = given.some(({ group = null }) => group !== null);
  const cap = hasGroups
    ? fc.option(fc.integer({ min: 1, max: 4 }), { nil: null, freq: 2 })
    : fc.constant(null);
  return fc
    .tuple(
      whole,
      fc.option(filters(given), { nil: null, freq: 2 }),
      cap,
      fc.option(noise, { nil: null, freq: 2 }),
    )
    .map(([recipe, filter, most, noisy]) => ({
      ...recipe,
      ...(filter === null ? {} : { filters: filter }),
      ...(most === null ? {} : { cap: { documents: most } }),
      ...(noisy ?? {}),
    }));
}

/** A corpus with a recipe for it. Rows on which no rater has a value cannot be imported and do not occur alone. */
export const cases = documents
  .filter((given) => given.some(({ scores }) => RATERS_ON.some((rater) => (scores[rater] ?? null) !== null)))
  .chain((given) => fc.record({ documents: fc.constant(given), recipe: recipes(given) }));

/** The same without caps on groups, which the browser leaves to the server. */
export const uncappedCases = cases.map((made) => ({ ...made, recipe: withCap(made.recipe, null) }));
