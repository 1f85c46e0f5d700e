import fc from "fast-check";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { describe, expect, it } from "vitest";
import { calibrate, softmax, type JudgedLogits } from "@/core/review/calibration";
import { generator } from "@/core/review/draw";

const document: fc.Arbitrary<JudgedLogits> = fc.record({
  logits: fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 6, maxLength: 6 }),
  level: fc.integer({ min: 0, max: 5 }),
});

/** −Σ ln p(level) ÷ n, p written out. */
const nllOf = (documents: readonly JudgedLogits[], temperature: number): number =>
  documents.reduce((sum, { logits, level }) => {
    const odds = logits.map((logit) => Math.exp(logit / temperature));
    return sum - Math.log((odds[level] ?? 0) / odds.reduce((all, one) => all + one, 0));
  }, 0) / documents.length;

describe("calibration", () => {
  it("sets how sure a classifier is of its likeliest level against how often people say so", () => {
    // Two levels at even odds to one of three: 3 ÷ 4 sure; right in one of two documents of each kind.
    const sure = { logits: [Math.log(3), 0], level: 0 };
    const wrong = { logits: [Math.log(3), 0], level: 1 };
    const found = calibrate([sure, wrong]);
    expect(found).toMatchObject({ documents: 2, error: { value: expect.closeTo(0.5, 12) } });
    expect(found?.bins).toEqual([
      { documents: 1, confidence: expect.closeTo(0.75, 12), right: 1 },
      { documents: 1, confidence: expect.closeTo(0.75, 12), right: 0 },
    ]);
    // Half of them right: no temperature but the largest makes both levels equally likely.
    expect(found?.temperature).toBeCloseTo(20, 3);
    expect(found?.nll).toBeCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, 12);
    expect(calibrate([])).toBeNull();
  });

  it("has bins of equally many documents, and the error that they give by hand", () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 45 }), (documents) => {
        const found = calibrate(documents);
        const judged = documents
          .map(({ logits, level }) => ({
            sure: Math.max(...softmax(logits, 1)),
            right: logits.indexOf(Math.max(...logits)) === level ? 1 : 0,
          }))
          .sort((a, b) => a.sure - b.sure);
        const bins = Math.min(10, judged.length);
        let error = 0;
        for (let bin = 0; bin < bins; bin += 1) {
          const own = judged.slice(
            Math.floor((judged.length * bin) / bins),
            Math.floor((judged.length * (bin + 1)) / bins),
          );
          const off = own.reduce((sum, { sure, right }) => sum + sure - right, 0);
          error += Math.abs(off) / judged.length;
          expect(found?.bins[bin]?.documents).toBe(own.length);
        }
        expect(found?.error.value).toBeCloseTo(error, 12);
      }),
      { numRuns: 10 },
    );
  });

  it("finds a temperature that no other on a fine grid beats", () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 20 }), (documents) => {
        const found = calibrate(documents);
        expect(found?.nll).toBeCloseTo(nllOf(documents, 1), 9);
        expect(found?.nllAtTemperature).toBeCloseTo(nllOf(documents, found?.temperature ?? Number.NaN), 9);
        for (let at = 0; at <= 200; at += 1) {
          const other = nllOf(documents, 0.05 * 400 ** (at / 200));
          expect(found?.nllAtTemperature).toBeLessThanOrEqual(other + 1e-9);
        }
      }),
      { numRuns: 10 },
    );
  });

  it("recovers the temperature that levels were drawn at, and is then off by no more than chance", () => {
    const random = generator(8);
    const documents = Array.from({ length: 800 }, (): JudgedLogits => {
      const logits = Array.from({ length: 6 }, () => 8 * uniformFloat64(random));
      let left = uniformFloat64(random);
      const level = softmax(logits, 2).findIndex((probability) => (left -= probability) < 0);
      return { logits, level: Math.max(0, level) };
    });
    const found = calibrate(documents);
    expect(found?.temperature).toBeGreaterThan(1.7);
    expect(found?.temperature).toBeLessThan(2.3);
    expect(found?.error.low).toBeGreaterThan(0.1);
    expect(found?.errorAtTemperature).toBeLessThan(0.06);
  });
});
