import { describe, expect, it } from "vitest";
import { taskResultSchema } from "@/core/evaluation/task-result";
import { trainingEventSchema } from "@/core/training-events";
import { eventMetrics, taskMetrics } from "@/server/training/mlflow/run-metrics";

const envelope = { v: 1, seq: 4, ts: "2026-11-28T10:00:00Z", run: "r", attempt: 1 };
const timestamp = Date.parse(envelope.ts);

describe("what MLflow is told of a run", () => {
  it("is a point for each figure of a step that is finite", () => {
    const figures = { loss: 2.5, lr: 0.01, grad_norm: null, tokens_per_second: 90, mfu: null };
    const event = { ...envelope, type: "metrics", step: 3, tokens: 300, seconds_left: 1, ...figures };
    expect(eventMetrics(trainingEventSchema.parse(event))).toEqual([
      { key: "train/loss", value: 2.5, timestamp, step: 3 },
      { key: "train/learning_rate", value: 0.01, timestamp, step: 3 },
      { key: "train/tokens", value: 300, timestamp, step: 3 },
      { key: "train/tokens_per_second", value: 90, timestamp, step: 3 },
    ]);
  });

  it("names domains and tasks by letters that MLflow takes, each by a name of its own", () => {
    const event = {
      ...envelope,
      type: "validation",
      step: 3,
      tokens: 3,
      loss: 2,
      by_domain: { c4: 1, 中文: 1, 日文: 1, a_b: 1, "a+b": 1, "web/": 1, "..": 1 },
    };
    expect(eventMetrics(trainingEventSchema.parse(event)).map(({ key }) => key)).toEqual([
      "validation/loss",
      "validation/loss/c4",
      "validation/loss/中文",
      "validation/loss/日文",
      "validation/loss/a_b",
      expect.stringMatching(/^validation\/loss\/a_b-[0-9a-f]{8}$/),
      expect.stringMatching(/^validation\/loss\/web_-[0-9a-f]{8}$/),
      expect.stringMatching(/^validation\/loss\/_-[0-9a-f]{8}$/),
    ]);
    const result = taskResultSchema.parse({
      ...{ v: 1, task: "nq_open", source: "hub", harness: "0.4.13", version: 4, shots: 5, limit: null },
      ...{ seed: 1, model_sha256: "a", precision: "float32", device: "cpu", n: 2, seconds: 1 },
      metrics: [
        {
          ...{ name: "exact_match", filter: "remove_whitespace", value: 0.5 },
          ...{ stderr: 0.1, higher_is_better: true },
        },
      ],
    });
    expect(taskMetrics(result, { step: 9, timestamp })).toEqual([
      { key: "eval/nq_open/exact_match.remove_whitespace", value: 0.5, timestamp, step: 9 },
      { key: "eval/nq_open/exact_match.remove_whitespace_stderr", value: 0.1, timestamp, step: 9 },
    ]);
  });

  it("is nothing of what is no figure", () => {
    const event = { ...envelope, type: "heartbeat", step: 3 };
    expect(eventMetrics(trainingEventSchema.parse(event))).toEqual([]);
  });
});
