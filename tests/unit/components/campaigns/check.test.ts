import { describe, expect, it } from "vitest";
import {
  checkPlace,
  comparisonText,
  drawCheck,
  heldOutText,
  judgedText,
  prepareCheck,
  seedsToAdd,
} from "@/components/campaigns/check.prepare";
import { checkFigures, type CheckedProxy } from "@/core/campaign/campaign-check";

const proxy = (id: string, role: CheckedProxy["role"], weight: number, loss: number): CheckedProxy => ({
  ...{ id, role, loss, weights: [weight, 1_000_000 - weight] },
});

/** Two held-out vectors, and three vectors with two seeds each. */
const figures = checkFigures(
  [
    proxy("h1", "held-out", 1, 5.3),
    proxy("h2", "held-out", 2, 5.1),
    proxy("u1", "uniform", 500_000, 5.4),
    proxy("u2", "uniform", 500_000, 5.42),
    proxy("r1", "random", 500_000, 5.6),
    proxy("r2", "random", 500_000, 5.62),
    proxy("l1", "learned", 900_000, 5),
    proxy("l2", "learned", 900_000, 5.02),
  ],
  ({ role }) =>
    role === "random" ? null : { predicted: role === "learned" ? 4.98 : 5.2, low: 5, high: 5.25 },
);
const rows = prepareCheck(figures);

describe("what was trained to check a campaign", () => {
  it("stands with the learned weights first and held-out vectors numbered", () => {
    expect(rows.map(({ name }) => name)).toEqual([
      "learned weights",
      "equal weights",
      "random documents",
      "held out 1",
      "held out 2",
    ]);
  });

  it("is read row by row, and says that nothing foretells random documents", () => {
    expect(checkPlace(rows, 0)).toBe(
      "learned weights: measured 5.0100 over 2 seeds, predicted 4.9800 (5.0000 to 5.2500).",
    );
    expect(checkPlace(rows, 2)).toBe("random documents: measured 5.6100 over 2 seeds, nothing foretells it.");
  });

  it("is drawn with a dot a seed, the learned weights in the colour", () => {
    const dots = drawCheck(rows, 600).marks.flatMap((mark) => (mark.kind === "circle" ? [mark.fill] : []));
    expect(dots.filter((fill) => fill === "var(--color-accent)")).toHaveLength(2);
    expect(dots).toHaveLength(8);
  });

  it("says which trainings stand for the learned weights", () => {
    const known = ["u1", "l1", "l2"].map((id, at) => ({ id, number: at + 7 }));
    expect(judgedText(figures, known)).toBe("Judged by proxies 8 and 9.");
    expect(judgedText({ judged: ["l2"] }, known)).toBe("Judged by proxy 9.");
    expect(judgedText({ judged: [] }, known)).toBeNull();
  });

  it("is to be trained with two seeds more, three at least, and sixteen at most", () => {
    const of = (role: CheckedProxy["role"], seeds: number) =>
      Array.from({ length: seeds }, (_, at) => proxy(`${role} ${String(at)}`, role, 1, 5));
    expect(seedsToAdd(of("draw", 9))).toBe(3);
    expect(seedsToAdd([...of("uniform", 1), ...of("random", 1)])).toBe(3);
    expect(seedsToAdd([...of("uniform", 3), ...of("learned", 5)])).toBe(7);
    expect(seedsToAdd(of("random", 15))).toBe(16);
    expect(seedsToAdd(of("random", 16))).toBeNull();
  });

  it("is compared with its interval", () => {
    expect(figures.comparisons.map(comparisonText)).toEqual([
      expect.stringMatching(/^equal weights: −0\.4000 \(−0\.4609 to −0\.3391\)$/),
      expect.stringMatching(/^random documents: −0\.6000 \(−0\.6609 to −0\.5391\)$/),
    ]);
  });

  it("says how far held-out vectors were foretold", () => {
    expect(heldOutText(figures)).toBe(
      "2 held-out vectors: off by 0.1000 (RMSE); 1 of 2 within their intervals.",
    );
    expect(heldOutText({ heldOut: null })).toBeNull();
  });
});
