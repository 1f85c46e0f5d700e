import { describe, expect, it } from "vitest";
import { PAPER_TASKS } from "@/core/evaluation/evaluation-tasks";
import { newestResults } from "@/core/evaluation/newest-results";
import { paperAverages } from "@/core/evaluation/paper-averages";
import { PUBLISHED_RESULTS, type PublishedTask } from "@/core/published-results";
import { metric, resultOf } from "@/tests/unit/core/evaluation/task-results";

const random = PUBLISHED_RESULTS.find(({ id }) => id === "random-1b");
const published = PAPER_TASKS.flatMap(({ task, published: name }) => {
  const percent = (random?.tasks as Partial<Record<PublishedTask, number>>)[name];
  return percent === undefined ? [] : [resultOf(task, percent / 100)];
});

describe("averages as in the paper", () => {
  it("are those that the paper gives for its own accuracies of 1.3B on random data", () => {
    const { average, ...groups } = paperAverages(published, "plain");
    expect(published).toHaveLength(8);
    expect(average).toBeCloseTo(random?.average ?? 0, 2);
    for (const [group, value] of Object.entries(groups))
      expect(value).toBeCloseTo(random?.groups?.[group as keyof typeof groups] ?? 0, 1);
  });

  it("are left out of a group of which a task is missing or was asked in part", () => {
    const missing = paperAverages(published.slice(1), "plain");
    expect(missing).toMatchObject({ generalKnowledge: null, average: null });
    expect(missing.reading).not.toBeNull();
    const inPart = published.map((result) => (result.task === "race" ? { ...result, limit: 10 } : result));
    expect(paperAverages(inPart, "plain")).toMatchObject({ reading: null, average: null });
  });

  it("take a task's normalised accuracy where it has one and is asked for", () => {
    const reading = [
      resultOf("race", 0.3),
      resultOf("openbookqa", 0.2, { metrics: [metric("acc", 0.2), metric("acc_norm", 0.4)] }),
    ];
    expect(paperAverages(reading, "plain").reading).toBeCloseTo(25, 10);
    expect(paperAverages(reading, "normalised").reading).toBeCloseTo(35, 10);
  });
});

describe("the newest results", () => {
  it("are one a task, of which one of all items outranks a newer one of some", () => {
    const [old, part, newer] = [
      resultOf("race", 0.3),
      resultOf("race", 0.9, { limit: 5 }),
      resultOf("sciq", 0.5),
    ];
    expect(newestResults([{ results: [part, newer] }, { results: [old, resultOf("sciq", 0.1)] }])).toEqual([
      old,
      newer,
    ]);
  });
});
