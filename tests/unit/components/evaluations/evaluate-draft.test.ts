import { describe, expect, it } from "vitest";
import { FIRST_DRAFT, planEvaluation, toggled } from "@/components/evaluations/evaluate-draft";

const planned = (part: Partial<typeof FIRST_DRAFT>) => planEvaluation({ ...FIRST_DRAFT, ...part });

describe("the settings of an evaluation", () => {
  it("are the validation set alone to begin with, without a network", () => {
    expect(planned({})).toEqual({
      ...{ settings: { tasks: [{ name: "validation" }] }, taskFolder: null, fault: null },
    });
  });

  it("put shots and limit on tasks of the harness, in the order of the paper, the person's own last", () => {
    const chosen = new Set(["validation", "race", "arc_easy"]);
    const { settings, taskFolder } = planned({
      ...{ chosen, own: "mine, yours  mine", taskFolder: " /t ", shots: "5", limit: "100" },
    });
    const options = { shots: 5, limit: 100 };
    expect(settings?.tasks).toEqual([
      ...["arc_easy", "race"].map((name) => ({ name, ...options })),
      { name: "validation" },
      ...["mine", "yours"].map((name) => ({ name, ...options })),
    ]);
    expect(taskFolder).toBe("/t");
  });

  it.each([
    [{ chosen: new Set<string>() }, "Choose a task."],
    [{ shots: "-1" }, "Shots are a whole number from 0 to 100, or nothing."],
    [{ shots: "101" }, "Shots are a whole number from 0 to 100, or nothing."],
    [{ limit: "1.5" }, "The limit is a whole number of at least 1, or nothing."],
    [{ own: "../x" }, '"../x" is no name of a task.'],
  ])("say what is wrong with %o", (part, fault) => {
    expect(planned(part)).toEqual({ settings: null, taskFolder: null, fault });
  });

  it("choose a group as a whole, and let go of one that is chosen as a whole", () => {
    const some = toggled(new Set(["a"]), ["a", "b"]);
    expect([...some]).toEqual(["a", "b"]);
    expect([...toggled(some, ["a", "b"])]).toEqual([]);
  });
});
