import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StudioError } from "@/core/errors";
import { keyedTable } from "@/core/learning/keyed-table";
import { matchRuns } from "@/core/learning/match-runs";

const WEIGHTS = "run,a,b\nr1,0.25,0.75\nr2,1,0\nr3,0,1\n";
const LOSSES = "run,note,loss\nr3,,3.5\nr2,good,2e0\nr4,,9\n";

const match = (weights = WEIGHTS, losses = LOSSES, target = "loss", id?: string) =>
  matchRuns(keyedTable(weights, "w.csv", id), keyedTable(losses, "l.csv", id), target);

function complaint(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof StudioError) return `${error.code}: ${error.message} ${error.way ?? ""}`;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("runs", () => {
  it("get their loss by id, whatever the order, and those that lack a side are named", () => {
    expect(match()).toEqual({
      runs: {
        ids: ["r2", "r3"],
        weights: [
          [1, 0],
          [0, 1],
        ],
        losses: [2, 3.5],
      },
      unmatched: { withoutLoss: ["r1"], withoutWeights: ["r4"] },
    });
  });

  it("may be known by another column than the first", () => {
    const { runs } = match("a,key\n0.5,x\n0.2,y\n", "loss,key\n1,y\n2,x\n", "loss", "key");
    expect(runs).toEqual({ ids: ["x", "y"], weights: [[0.5], [0.2]], losses: [2, 1] });
  });

  it("of another file may have their columns in another order", () => {
    const columns = keyedTable(WEIGHTS, "w.csv").columns;
    const swapped = keyedTable("run,b,a\nr2,0.9,0.1\n", "w2.csv");
    expect(matchRuns(swapped, keyedTable(LOSSES, "l.csv"), "loss", columns).runs.weights).toEqual([
      [0.1, 0.9],
    ]);
  });

  it("keep their pairs when the rows of both files are shuffled", () => {
    const rows = fc.uniqueArray(fc.nat(1e6), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (ids, random) => {
        const shuffled = (): number[] =>
          ids
            .map((id) => ({ id, key: random.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ id }) => id);
        const weights = `id,a\n${shuffled()
          .map((id) => `r${String(id)},${String(id)}`)
          .join("\n")}`;
        const losses = `id,loss\n${shuffled()
          .map((id) => `r${String(id)},${String(2_000_000 - id)}`)
          .join("\n")}`;
        const { runs } = match(weights, losses);
        expect(runs.losses).toEqual(runs.weights.map(([weight = 0]) => 2_000_000 - weight));
        expect([...runs.ids].sort()).toEqual(ids.map((id) => `r${String(id)}`).sort());
      }),
    );
  });

  it.each([
    ["", LOSSES, "w.csv is empty."],
    ["run,a\n", LOSSES, "w.csv has headings and no rows."],
    ["run;a\nr1;2\n", LOSSES, 'w.csv has a single column, "run;a". Separate the cells by commas.'],
    ["run\nr1\n", LOSSES, 'w.csv has a single column, "run". It needs a column of ids and one of numbers.'],
    ["run,a,a\nr1,1,2\n", LOSSES, 'Column 3 of line 1 of w.csv is called "a" as one before it is.'],
    ["run,,a\nr1,1,2\n", LOSSES, "Column 2 of line 1 of w.csv has no heading."],
    ["run,a\nr1,1,2\n", LOSSES, "Line 2 of w.csv has 3 cells, but there are 2 headings."],
    ["run,a\nr1,1\n,2\n", LOSSES, 'Line 3 of w.csv has nothing in "run".'],
    ["run,a\nr2,1\n\nr2,2\n", LOSSES, '"r2" in "run" is on line 2 of w.csv and again on line 4.'],
    ["run,a\nr2,much\n", LOSSES, 'Line 2 of w.csv (run "r2") has "much", which is no number, in "a".'],
    ["run,a\nr2,0x10\n", LOSSES, '"0x10", which is no number,'],
    ["run,a\nr2,1e999\n", LOSSES, '"1e999", which is no number,'],
    ["run,a\nr2,-0.1\n", LOSSES, 'Line 2 of w.csv (run "r2") has -0.1 in "a". A weight is 0 or more'],
    [
      WEIGHTS,
      "run,loss\nr2,\n",
      'Line 2 of l.csv (run "r2") has nothing in "loss". Write a number, or leave the row',
    ],
    [WEIGHTS, "run,loss\nr2,nan\n", 'has "nan", which is no number, in "loss".'],
    [WEIGHTS, "run,cost\nr2,1\n", 'l.csv has no column "loss". Its columns are: cost.'],
    [
      WEIGHTS,
      "run,loss\n2,1\n",
      'No id of "run" in w.csv (such as "r1") is in "run" of l.csv (such as "2").',
    ],
  ])("are refused with the place and a way out: %j with %j", (weights, losses, says) => {
    const said = complaint(() => match(weights, losses));
    expect(said).toContain(says);
    expect(said).toMatch(/^invalid-input: .+[.] .+[.]$/);
  });

  it("are refused without a column that --id names, and with other columns than those learnt from", () => {
    expect(complaint(() => match(WEIGHTS, LOSSES, "loss", "key"))).toContain('w.csv has no column "key".');
    const other = keyedTable("run,a,c\nr2,1,0\n", "w2.csv");
    expect(complaint(() => matchRuns(other, keyedTable(LOSSES, "l.csv"), "loss", ["a", "b"]))).toContain(
      "w2.csv lacks b and has c besides.",
    );
  });
});
