import { describe, expect, it } from "vitest";
import { checkFigures, rankAgreement, type CheckedProxy } from "@/core/campaign/campaign-check";
import type { ProxyRole } from "@/core/campaign/proxy-roles";

let made = 0;
const trained = (role: ProxyRole, weight: number, ...losses: number[]): CheckedProxy[] =>
  losses.map((loss) => ({ id: `p${String((made += 1))}`, role, weights: [weight], loss }));

const UNIFORM = trained("uniform", 1, 3.5, 3.52, 3.48);
const RANDOM = trained("random", 1, 3.6, 3.58, 3.62);
const nothing = () => null;

describe("the check of a campaign", () => {
  it("pools the noise between seeds and says that learned weights beat both", () => {
    const proxies = [...UNIFORM, ...RANDOM, ...trained("learned", 2, 3.3, 3.32, 3.28)];
    const { noise, comparisons, verdict } = checkFigures(proxies, nothing);
    expect(noise?.degrees).toBe(4);
    expect(noise?.sd).toBeCloseTo(0.02, 9);
    // Student's t of 4 degrees, times 0.02 √(2/3).
    const reach = 2.776 * 0.02 * Math.sqrt(2 / 3);
    expect(comparisons.map(({ against }) => against)).toEqual(["uniform", "random"]);
    expect(comparisons[0]?.difference).toBeCloseTo(-0.2, 9);
    expect(comparisons[0]?.low).toBeCloseTo(-0.2 - reach, 9);
    // Random documents by their own variance: 2² ÷ (1/4 + 1/2) = 5.33 degrees, of which 5 count.
    expect(comparisons[1]?.high).toBeCloseTo(-0.3 + 2.571 * 0.02 * Math.sqrt(2 / 3), 9);
    expect(verdict).toEqual({
      kind: "better",
      text: "The learned weights beat uniform weights and random documents.",
    });
  });

  it("can't tell within the noise, and says what would", () => {
    const proxies = [...UNIFORM, ...RANDOM, ...trained("learned", 2, 3.48, 3.5, 3.46)];
    expect(checkFigures(proxies, nothing).verdict).toEqual({
      kind: "unknown",
      text:
        "It can't be told: the difference to uniform weights is within the noise between seeds. " +
        "More seeds or larger proxies would tell.",
    });
  });

  it("says against what the learned weights lose", () => {
    const proxies = [...UNIFORM, ...RANDOM, ...trained("learned", 2, 3.7, 3.72, 3.68)];
    expect(checkFigures(proxies, nothing).verdict).toEqual({
      kind: "not-better",
      text: "The learned weights lose against uniform weights and random documents.",
    });
  });

  it("takes for random documents the variance of their own draws", () => {
    const draws = trained("random", 1, 3.1, 3.6, 4.1);
    const { noise, comparisons, verdict } = checkFigures(
      [...UNIFORM, ...draws, ...trained("learned", 2, 3.3, 3.32, 3.28)],
      nothing,
    );
    expect(noise?.sd).toBeCloseTo(0.02, 9);
    // Of their variance 0.25 ÷ 3 nearly all comes from 2 degrees.
    expect(comparisons[1]?.high).toBeCloseTo(-0.3 + 4.303 * Math.sqrt((0.25 + 0.0004) / 3), 9);
    expect(verdict.text).toContain("the difference to random documents is within the noise");
  });

  it("can't tell where seeds make no difference at all, or random documents were drawn once", () => {
    const text =
      "It can't be told: vectors were trained once, or ended with the same loss, so nothing tells the noise between seeds. " +
      "Train more seeds.";
    const same = [
      trained("uniform", 1, 3.3, 3.3, 3.3),
      trained("random", 1, 3.6, 3.6, 3.6),
      trained("learned", 2, 3.1, 3.1, 3.1),
    ];
    expect(checkFigures(same.flat(), nothing).verdict).toEqual({ kind: "unknown", text });
    const once = [...UNIFORM, ...trained("random", 1, 3.6), ...trained("learned", 2, 3, 3.01)];
    expect(checkFigures(once, nothing).verdict).toEqual({ kind: "unknown", text });
  });

  it("judges the learned vector that is asked about, trained or not", () => {
    const asked = trained("learned", 2, 3.3, 3.32, 3.28);
    const proxies = [...UNIFORM, ...RANDOM, ...asked, ...trained("learned", 3, 3.7, 3.72, 3.68)];
    expect(checkFigures(proxies, nothing).verdict.kind).toBe("not-better");
    const { verdict, judged } = checkFigures(proxies, nothing, [2]);
    expect(verdict.kind).toBe("better");
    expect(judged).toEqual(asked.map(({ id }) => id));
    expect(checkFigures(proxies, nothing, [4])).toMatchObject({
      judged: [],
      comparisons: [],
      verdict: { kind: "unknown" },
    });
  });

  it("takes the vector learnt last, and names the rival that is missing", () => {
    const learned = [...trained("learned", 2, 3.9, 3.9), ...trained("learned", 3, 3.2, 3.2)];
    const { comparisons, verdict } = checkFigures([...UNIFORM, ...learned], nothing);
    expect(comparisons[0]?.difference).toBeCloseTo(-0.3, 9);
    expect(verdict.text).toBe(
      "It can't be told: there is no trained proxy with random documents to compare with.",
    );
  });

  it("sets held-out vectors beside what was foretold and leaves out what was learnt from", () => {
    const held = [...trained("held-out", 1, 3), ...trained("held-out", 2, 4), ...trained("held-out", 3, 5)];
    const { rows, heldOut, noise } = checkFigures([...trained("draw", 9, 1), ...held], ({ weights }) => {
      const predicted = (weights[0] ?? 0) + 2.5;
      return { predicted, low: predicted - 0.6, high: weights[0] === 3 ? 4.9 : predicted + 0.6 };
    });
    expect(rows.map(({ role }) => role)).toEqual(["held-out", "held-out", "held-out"]);
    expect(heldOut).toEqual({ n: 3, spearman: 1, rmse: 0.5, within: 2, withInterval: 3 });
    expect(noise).toBeNull();
  });
});

describe("the agreement of two campaigns", () => {
  it("ranks the vectors that both have trained by their mean losses, whatever else they have", () => {
    const small = [1, 2, 3].flatMap((weight) => trained("draw", weight, 4 + weight, 4.2 + weight));
    const large = [3, 2, 1, 8].flatMap((weight) => trained("draw", weight, weight === 8 ? 9 : 3 + weight));
    expect(rankAgreement(small, [...large, ...trained("random", 4, 1)])).toMatchObject({
      shared: 3,
      spearman: 1,
    });
  });
});
