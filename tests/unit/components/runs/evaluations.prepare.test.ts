import { describe, expect, it } from "vitest";
import {
  accuraciesFigure,
  accuracyRows,
  otherFigures,
  publishedBeside,
} from "@/components/runs/evaluations.prepare";
import { metric, resultOf } from "@/tests/unit/core/evaluation/task-results";

const RESULTS = [
  resultOf("nq_open", 0, { metrics: [metric("exact_match", 0.0687, 0.004)], shots: 5 }),
  resultOf("openbookqa", 0.2, { metrics: [metric("acc", 0.2, 0.02), metric("acc_norm", 0.37)] }),
  resultOf("race", 0.35),
  resultOf("harbour", 0.5, { source: "files", limit: 2, n: 2 }),
  resultOf("validation", 0, { source: "corpus", shots: null, metrics: [metric("loss", 3.5)] }),
];
const beside = publishedBeside({ model: "3.3B", tokens: 99_999_000_000 });

describe("the table of accuracies", () => {
  it("groups tasks as the paper does, with a mean where a group is whole, beside what is published", () => {
    const rows = accuracyRows(RESULTS, beside.results);
    expect(rows.map(({ label, plain }) => [label, plain?.value])).toEqual([
      ["RACE", 35],
      ["OBQA", 20],
      ["Reading", 27.5],
      ["NQ", expect.closeTo(6.87, 10)],
      ["harbour", 50],
    ]);
    expect(beside).toMatchObject({ sameSize: true, results: [{ id: "random-3b" }, { id: "meta-rater-3b" }] });
    expect(rows.map(({ published }) => published)).toEqual([
      ...[
        [null, 35.12],
        [null, 37],
        [null, null],
        [6.28, 6.87],
        [null, null],
      ],
    ]);
    expect(rows.at(-1)?.notes).toEqual(["only the first items", "own files"]);
    expect(rows[1]).toMatchObject({ normalised: { value: 37, stderr: null }, n: 100, shots: 0 });
  });

  it("shows larger trainings where none is as large as the run, and says that they are", () => {
    const other = publishedBeside({ model: "tiny", tokens: 131_072 });
    expect(other.sameSize).toBe(false);
    expect(other.results.map(({ id }) => id)).toEqual(["random-1b", "random-3b", "meta-rater-3b"]);
  });

  it("leaves figures that are no accuracies to a table of their own", () => {
    expect(otherFigures(RESULTS).map(({ task }) => task)).toEqual(["validation"]);
  });

  it("goes along as numbers, with the published ones", () => {
    const { table } = accuraciesFigure("my run", accuracyRows(RESULTS, beside.results), beside.results);
    expect(table.columns).toHaveLength(10);
    expect(table.rows[1]).toEqual(["OBQA", 20, 2, 37, null, 100, 0, "", null, 37]);
  });
});
