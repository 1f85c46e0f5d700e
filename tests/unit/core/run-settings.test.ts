import { describe, expect, it } from "vitest";
import { settingsInWords, settingsKeyOf, type SettledRun } from "@/core/comparison/run-settings";
import { modelOf } from "@/core/models";
import { defaultTrainSettings, type TrainSettings } from "@/core/train-settings";

const run = (train: Partial<TrainSettings>): SettledRun => ({
  model: "tiny",
  shape: modelOf("tiny").shape,
  train: { ...defaultTrainSettings("tiny"), ...train },
  validation: { fingerprint: "f".repeat(64), documents: 10 },
});

describe("settings of a run", () => {
  it("are the same however the model is spread and computed", () => {
    const spread = run({ sharding: "full", microSequences: 3, compile: true, activationCheckpointing: true });
    expect(settingsKeyOf(spread)).toBe(settingsKeyOf(run({})));
  });

  it("differ by the share of the decay where there is one", () => {
    expect(settingsKeyOf(run({ decayShare: 0.1 }))).toBe(settingsKeyOf(run({})));
    expect(settingsKeyOf(run({ schedule: "wsd", decayShare: 0.1 }))).not.toBe(
      settingsKeyOf(run({ schedule: "wsd" })),
    );
  });

  it("say when the rate goes down", () => {
    expect(settingsInWords(run({ schedule: "wsd" }))).toBe(
      "tiny · 131,072 tokens in batches of 1,024 · learning rate 0.002, constant after 10 steps, down in the last 20 % · weight decay 0.1",
    );
  });
});
