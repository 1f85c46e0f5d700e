import fc from "fast-check";
import type { Listing } from "@/core/listing";
import { RATER_IDS } from "@/core/raters";
import { filters } from "@/tests/support/random-filters";
import { cases, recipes } from "@/tests/support/random-recipes";
import type { SmallCorpus } from "@/tests/support/small-corpus";
import type { TextedDocument } from "@/tests/support/texted-corpus";

/** Both cases, characters whose case is not plain, characters that mean something in SQL, patterns and JSON. */
const PIECES = ["the", "The", "THE ", "Straße", "STRASSE", "ſıİi", "Σίσυφος ς", "\u212aelvin", "é", "É"];
const ODD = ["%", "_", "'", '"', "\\", ".*", "(", "\0", "\n", "\ufeff", "🐋", "\u202e", "ǅ", "ab"];

const texts = fc.array(fc.constantFrom(...PIECES, ...ODD), { maxLength: 8 }).map((pieces) => pieces.join(""));
const searches = fc
  .array(fc.constantFrom(...PIECES, ...ODD, "s", "i", "k"), { minLength: 1, maxLength: 2 })
  .map((pieces) => pieces.join("").trim())
  .filter((search) => search !== "");

/** Documents with missing values, ties and texts, at least one with a value. */
export const textedDocuments: fc.Arbitrary<TextedDocument[]> = cases.chain(({ documents }) =>
  fc
    .array(texts, { minLength: documents.length, maxLength: documents.length })
    .map((made) => documents.map((document, at) => ({ ...document, text: made[at] ?? "" }))),
);

/** Any listing of a corpus. */
export function listings({ documents, statistics }: SmallCorpus): fc.Arbitrary<Listing> {
  const on = RATER_IDS.filter((rater) => statistics.raters[rater] !== null);
  const by = fc.constantFrom<Listing["sort"]["by"]>("ordinal", "tokens", "domain", "score", ...on);
  return fc
    .record({
      sort: fc.record({ by, descending: fc.boolean() }),
      filter: filters(documents),
      search: fc.option(searches, { nil: null, freq: 2 }),
      recipe: recipes(documents),
      only: fc.option(fc.array(fc.integer({ min: 0, max: documents.length + 2 })), { nil: null, freq: 3 }),
    })
    .map(({ search, only, ...listing }) => ({
      ...listing,
      ...(search === null ? {} : { search }),
      ...(only === null ? {} : { only }),
    }));
}
