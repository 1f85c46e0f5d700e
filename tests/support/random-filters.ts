import fc from "fast-check";
import type { DocumentFilter } from "@/core/document-filter";
import { RATER_IDS, type RaterId } from "@/core/raters";
import type { SmallDocument } from "@/tests/support/small-corpus";

/** A range around values that documents have, so that its ends are met. */
const rangeOf = (values: readonly number[]) =>
  fc
    .tuple(fc.constantFrom(...values), fc.constantFrom(...values), fc.constantFrom("min", "max", "both"))
    .map(([a, b, kind]) => {
      const [min, max] = [Math.min(a, b), Math.max(a, b)];
      return kind === "min" ? { min } : kind === "max" ? { max } : { min, max };
    });

/** Any filter on what the documents have; its ranges begin and end at their values. */
export function filters(documents: readonly SmallDocument[]): fc.Arbitrary<DocumentFilter> {
  const on = RATER_IDS.filter((rater) => valuesOf(documents, rater).length > 0);
  const names = [...new Set(documents.map(({ domain }) => domain))];
  return fc.record(
    {
      domains: fc.subarray([...names, "nowhere"], { minLength: 1 }),
      tokens: rangeOf(documents.map(({ tokens }) => tokens)),
      raters: fc
        .subarray(on, { maxLength: Math.min(2, on.length) })
        .chain((raters) =>
          fc
            .tuple(...raters.map((rater) => rangeOf(valuesOf(documents, rater))))
            .map((ranges) => Object.fromEntries(raters.map((rater, at) => [rater, ranges[at]]))),
        ),
    },
    { requiredKeys: [] },
  );
}

const valuesOf = (documents: readonly SmallDocument[], rater: RaterId): number[] =>
  documents.flatMap(({ scores }) => scores[rater] ?? []);
