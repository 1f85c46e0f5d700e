import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FlipSearch, WEIGHT_STEP, type FlipSetting } from "@/core/selection/flip-search";

const REACH = 40;
const RUNS = 3_000;

interface Case {
  readonly documents: readonly {
    readonly base: number;
    readonly slope: number | null;
    readonly tokens: number;
    readonly domain: number;
  }[];
  readonly ordinal: number;
  readonly share: number;
  readonly down: number;
}

const document = fc.record({
  base: fc.integer({ min: -36, max: 36 }).map((thirds) => thirds / 3),
  slope: fc.option(fc.integer({ min: -3, max: 3 }), { nil: null, freq: 8 }),
  tokens: fc.integer({ min: 0, max: 9 }),
  domain: fc.constantFrom(0, 0, 0, 1),
});

const cases: fc.Arbitrary<Case> = fc
  .record({
    documents: fc.array(document, { minLength: 2, maxLength: 14 }),
    share: fc.integer({ min: 10, max: 90 }).map((percent) => percent / 100),
    down: fc.integer({ min: 0, max: REACH }),
  })
  .chain((made) =>
    fc.record({
      documents: fc.constant(made.documents),
      share: fc.constant(made.share),
      down: fc.constant(made.down),
      ordinal: fc.nat({ max: made.documents.length - 1 }),
    }),
  );

const quotaOf = ({ documents, share }: Case): number =>
  Math.floor(documents.reduce((sum, { tokens }) => sum + tokens, 0) * share);

/** Scores a step away; without the rater (weight 0) a document may miss it. */
const scoreAt = ({ documents, down }: Case, other: number, step: number): number => {
  const { base = 0, slope = 0 } = documents[other] ?? {};
  if (slope === null) return step === -down ? base : Number.NaN;
  return base + step * slope;
};

/** Ranks every document anew. */
function isIn(given: Case, step: number): boolean {
  const { documents, ordinal } = given;
  const own = scoreAt(given, ordinal, step);
  if (Number.isNaN(own)) return false;
  const ahead = documents.flatMap(({ tokens, domain }, other) => {
    const score = scoreAt(given, other, step);
    const before = score > own || (score === own && other <= ordinal);
    return domain === documents[ordinal]?.domain && before ? [tokens] : [];
  });
  return ahead.reduce((sum, tokens) => sum + tokens, 0) <= quotaOf(given);
}

function settingOf(given: Case): FlipSetting {
  const { documents, ordinal, down } = given;
  const domain = documents[ordinal]?.domain;
  return {
    ordinal,
    isIn: isIn(given, 0),
    scores: Float64Array.from(documents, (_, other) => scoreAt(given, other, 0)),
    gains: Float64Array.from(documents, ({ slope }) => (slope === null ? Number.NaN : slope / WEIGHT_STEP)),
    tokens: Uint32Array.from(documents, ({ tokens }) => tokens),
    domains: Uint8Array.from(documents, (other) => other.domain),
    inPool: (other) => other === domain,
    quota: quotaOf(given),
    rounding: 1e-9,
    down,
    up: REACH - down,
    toZero: down > 0,
  };
}

/** The first candidate that holds. */
function firstTurn(given: Case): number | null {
  const search = new FlipSearch(settingOf(given));
  const middle = Math.floor(given.documents.length / 2);
  search.add(0, middle);
  search.add(middle, given.documents.length);
  for (const step of search.candidates()) if (isIn(given, step) !== isIn(given, 0)) return step;
  return null;
}

describe("the search for a flip", () => {
  it("finds what trying every single weight finds, ties, missing values and quotas included", () => {
    let turned = 0;
    fc.assert(
      fc.property(cases, (given) => {
        const steps = Array.from({ length: REACH + 1 }, (_, at) => at - given.down)
          .filter((step) => step !== 0)
          .sort((a, b) => Math.abs(a) - Math.abs(b) || a - b);
        const nearest = steps.find((step) => isIn(given, step) !== isIn(given, 0)) ?? null;
        expect(firstTurn(given)).toBe(nearest);
        if (nearest !== null) turned += 1;
      }),
      { numRuns: RUNS },
    );
    expect(turned).toBeGreaterThan(RUNS / 5);
  });
});
