import { describe, expect, it } from "vitest";
import {
  arePublishedComparable,
  PUBLISHED_RESULTS,
  PUBLISHED_SOURCE,
  PUBLISHED_TASKS,
  publishedStanding,
} from "@/core/published-results";
import { defaultTrainSettings, stepsOf } from "@/core/train-settings";

const find = (id: string) => PUBLISHED_RESULTS.find((result) => result.id === id) ?? expect.fail();

describe("published results", () => {
  it("name the paper they are from", () => {
    expect(PUBLISHED_SOURCE.address).toBe("https://arxiv.org/abs/2504.14194");
  });

  it("average their tasks, where all eight are known, to what was published", () => {
    const complete = PUBLISHED_RESULTS.flatMap(({ average, tasks }) => {
      const eight = PUBLISHED_TASKS.slice(0, 8).flatMap((task) => tasks[task] ?? []);
      return eight.length === 8 ? [{ average, mean: eight.reduce((sum, task) => sum + task, 0) / 8 }] : [];
    });
    expect(complete).toHaveLength(2);
    for (const { average, mean } of complete) expect(Math.abs(mean - average)).toBeLessThan(0.01);
  });

  it("average their groups, weighed by their three, three and two tasks, to what was published", () => {
    const grouped = PUBLISHED_RESULTS.flatMap(({ average, groups }) =>
      groups === null
        ? []
        : [
            {
              average,
              mean: (3 * groups.generalKnowledge + 3 * groups.commonsense + 2 * groups.reading) / 8,
            },
          ],
    );
    expect(grouped).toHaveLength(6);
    for (const { average, mean } of grouped) expect(Math.abs(mean - average)).toBeLessThan(0.02);
  });

  it("compare with each other at the same model and tokens only", () => {
    expect(arePublishedComparable(find("random-1b"), find("meta-rater-1b"))).toBe(true);
    expect(arePublishedComparable(find("random-1b"), find("random-1b-60b"))).toBe(false);
    expect(arePublishedComparable(find("meta-rater-1b"), find("meta-rater-3b"))).toBe(false);
  });

  it("stand beside a run of the same model on as many tokens, and of no other size", () => {
    const train = defaultTrainSettings("1.3B");
    const run = { model: "1.3B", tokens: stepsOf(train) * train.batchTokens };
    expect(publishedStanding(find("meta-rater-1b"), run)).toBe("same-size");
    expect(publishedStanding(find("random-1b-60b"), run)).toBe("other-size");
    expect(publishedStanding(find("meta-rater-3b"), run)).toBe("other-size");
    expect(publishedStanding(find("meta-rater-1b"), { model: "tiny", tokens: 131_072 })).toBe("other-size");
  });
});
