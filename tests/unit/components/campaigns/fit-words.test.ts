import { describe, expect, it } from "vitest";
import { fitWarnings } from "@/components/campaigns/fit-warnings";
import { errorCurves, wouldMoreHelp } from "@/components/campaigns/learning-curve.prepare";
import {
  foretoldSentence,
  predictionPlace,
  preparePredictions,
} from "@/components/campaigns/predictions.prepare";
import { targetText } from "@/components/campaigns/target-text";
import { RATER_IDS } from "@/core/raters";
import { madeAnswer, madeFit, validation } from "./fit-fixture";

describe("what to know before a fit is believed", () => {
  it("is nothing where runs are many and the order is foretold", () => {
    expect(fitWarnings(madeFit())).toEqual([]);
  });

  it("is that 8 runs cannot identify 25 weights, plainly", () => {
    const answer = madeAnswer({ validation: validation(0.1, -0.6, 0.7) });
    const search = answer.search && {
      ...answer.search,
      direct: { ...answer.search.direct, low: null, high: null },
    };
    const used = Array.from({ length: 8 }, (_, at) => String(at));
    expect(fitWarnings(madeFit({ used, columns: [...RATER_IDS], answer: { ...answer, search } }))).toEqual([
      "8 runs cannot identify 25 weights: this shows the way, it proves nothing.",
      "The order it foretells may be chance: Spearman +0.10, 95 % −0.60 to +0.70. Do not follow its weights.",
      "Under 19 runs a predicted loss has no interval.",
    ]);
  });

  it("is that nothing is ordered where every prediction is the same", () => {
    const answer = madeAnswer({ validation: validation(null, null, null) });
    expect(fitWarnings(madeFit({ answer }))).toEqual([
      "Its predictions do not differ, so they order nothing.",
    ]);
  });
});

describe("the order that is foretold", () => {
  it("is claimed only where its interval leaves 0 out", () => {
    expect(foretoldSentence(validation(0.8, 0.6, 0.9))).toBe(
      "It foretells the order of proxies it has not seen: Spearman +0.80 (+0.60 to +0.90)",
    );
    expect(foretoldSentence(validation(0.4, -0.1, 0.7))).toBe(
      "What it predicts may have nothing to do with what was measured",
    );
    expect(foretoldSentence(validation(null, null, null))).toBe(
      "It predicts the same loss for every proxy: there are too few to learn from",
    );
  });

  it("is matched by id, never by position, and leaves out what has no such loss", () => {
    const crossValidated = [
      { id: "b", predicted: 5.2 },
      { id: "a", predicted: 5.1 },
      { id: "gone", predicted: 4 },
      { id: "c", predicted: 5.3 },
    ];
    const proxies = [
      { id: "a", number: 1, losses: { validation: 5 } },
      { id: "b", number: 2, losses: { validation: 5.4 } },
      { id: "c", number: 3, losses: { "domain:books": 6 } },
    ];
    const predictions = preparePredictions(madeFit({ answer: madeAnswer({ crossValidated }) }), proxies);
    expect(predictions).toEqual([
      { number: 1, loss: 5, predicted: 5.1 },
      { number: 2, loss: 5.4, predicted: 5.2 },
    ]);
    expect(predictionPlace(predictions, 1)).toBe(
      "Proxy 2: measured 5.4000, predicted 5.2000, 0.2000 too low.",
    );
  });
});

describe("whether more would help", () => {
  const points = [
    { runs: 16, spearman: 0.4, rmse: 0.05, low: 0.03, high: 0.07 },
    { runs: 32, spearman: 0.6, rmse: 0.03, low: null, high: null },
  ];

  it("is answered only where the gain of the last doubling is beyond chance", () => {
    const curve = (low: number | null) => ({ points, lastDoubling: { gain: 0.02, low, high: 0.03 } });
    expect(wouldMoreHelp(curve(0.01))).toBe(
      "More proxies would help: the last doubling lowered the error by 0.0200 (95 % 0.0100 to 0.0300)",
    );
    expect(wouldMoreHelp(curve(-0.01))).toBe(
      "It cannot be told whether more proxies would help: the last doubling lowered the error by 0.0200 (95 % −0.0100 to 0.0300)",
    );
    expect(wouldMoreHelp({ points, lastDoubling: null })).toBe(
      "Too few proxies to tell whether more would help",
    );
  });

  it("is drawn as the error between the ends of its interval", () => {
    expect(errorCurves({ points, lastDoubling: null }).map(({ id, points: of }) => [id, of])).toEqual([
      [
        "high",
        [
          { x: 16, y: 0.07 },
          { x: 32, y: null },
        ],
      ],
      [
        "rmse",
        [
          { x: 16, y: 0.05 },
          { x: 32, y: 0.03 },
        ],
      ],
      [
        "low",
        [
          { x: 16, y: 0.03 },
          { x: 32, y: null },
        ],
      ],
    ]);
  });
});

it("calls a loss by what it is of", () => {
  expect(["validation", "domain:books", "arc"].map(targetText)).toEqual(["all domains", "books", "arc"]);
});
