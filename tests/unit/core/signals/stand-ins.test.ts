import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RATER_FIELDS } from "@/core/raters";
import { releasedRatings } from "@/core/signals/released-record";
import { standInRatings } from "@/core/signals/stand-ins";
import { textFeatures } from "@/core/signals/text-features";

const IMPORTANCE = { dsir_books: -1, dsir_wiki: -2, dsir_math: -3 };

/** Expected level of classifier logits, by softmax. */
function expectedLevel(logits: readonly number[]): number {
  const weights = logits.map((logit) => Math.exp(logit));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.reduce((level, weight, k) => level + (k * weight) / sum, 0);
}

const PROSE =
  "The whale was not in the sea when we came to it, because the wind had turned in the night. However, if you wait " +
  "there, you will see it, since it is the habit of the animal. He said that this was all that could be known.";
const SHOP =
  "BUY NOW!!! Cheap deals, discount offer, free shipping $$$ Click order checkout >>> SALE sale price $$$";

describe("stand-in ratings", () => {
  it("fill the 22 fields of a released record, each in its stored shape", () => {
    const record = releasedRatings(PROSE, IMPORTANCE);
    expect(Object.keys(record).sort()).toEqual([...RATER_FIELDS].sort());
    const lengths = Object.fromEntries(
      Object.entries(record).flatMap(([field, value]) =>
        Array.isArray(value) ? [[field, value.length]] : [],
      ),
    );
    expect(lengths).toEqual({
      qurater: 4,
      fineweb_edu: 1,
      ad_en: 2,
      fluency_en: 2,
      modernbert_professionalism: 6,
      modernbert_readability: 6,
      modernbert_reasoning: 6,
      modernbert_cleanliness: 6,
    });
  });

  it("are finite on any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        for (const list of Object.values(standInRatings(textFeatures(text)))) {
          for (const value of list) expect(Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });

  it("rate prose above a shop window where that is the point", () => {
    const [prose, shop] = [standInRatings(textFeatures(PROSE)), standInRatings(textFeatures(SHOP))];
    expect(expectedLevel(prose.ad_en)).toBeGreaterThan(expectedLevel(shop.ad_en));
    expect(expectedLevel(prose.fluency_en)).toBeGreaterThan(expectedLevel(shop.fluency_en));
    expect(expectedLevel(prose.modernbert_reasoning)).toBeGreaterThan(
      expectedLevel(shop.modernbert_reasoning),
    );
    expect(expectedLevel(prose.modernbert_readability)).toBeGreaterThan(
      expectedLevel(shop.modernbert_readability),
    );
    expect(prose.fineweb_edu[0]).toBeGreaterThan(shop.fineweb_edu[0]);
  });

  it("rise with what they reward and fall with what they punish", () => {
    const features = textFeatures(PROSE);
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const level = (
          key: "modernbert_reasoning" | "modernbert_cleanliness" | "ad_en",
          change: object,
        ): number => expectedLevel(standInRatings({ ...features, ...change })[key]);
        const slack = 1e-9;
        expect(level("modernbert_reasoning", { connectives: high })).toBeGreaterThanOrEqual(
          level("modernbert_reasoning", { connectives: low }) - slack,
        );
        expect(level("modernbert_cleanliness", { symbols: high })).toBeLessThanOrEqual(
          level("modernbert_cleanliness", { symbols: low }) + slack,
        );
        expect(level("ad_en", { advertWords: high })).toBeLessThanOrEqual(
          level("ad_en", { advertWords: low }) + slack,
        );
      }),
    );
  });

  it("count features by hand", () => {
    const features = textFeatures(
      "If Ahab sails, Pip sails.\nBuy 2 extraordinary whales!\nIf Ahab sails, Pip sails.\n",
    );
    expect(features.words).toBe(14);
    expect(features.connectives).toBe(2 / 14);
    expect(features.advertWords).toBe(1 / 14);
    expect(features.longWords).toBe(1 / 14);
    expect(features.numbers).toBe(1 / 14);
    expect(features.innerCapitals).toBe(4 / 14);
    expect(features.repeatedLines).toBe(1 / 3);
    expect(features.oddCharacters).toBe(0);
    expect(features.symbols).toBe(0);
  });
});
