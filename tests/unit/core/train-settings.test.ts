import { describe, expect, it } from "vitest";
import { MODEL_IDS, modelOf } from "@/core/models";
import {
  checkTrainSettings,
  defaultTrainSettings,
  stepsOf,
  trainSettingsSchema,
} from "@/core/train-settings";

const tiny = modelOf("tiny").shape;

describe("train settings", () => {
  it("has valid defaults for every model", () => {
    for (const id of MODEL_IDS) {
      const train = defaultTrainSettings(id);
      expect(trainSettingsSchema.parse(train)).toEqual(train);
      checkTrainSettings(train, id === "custom" ? tiny : modelOf(id).shape);
    }
  });

  it("reads the settings of runs from before there was a choice of scale", () => {
    const { decayShare, microSequences, sharding, compile, activationCheckpointing, ...before } =
      defaultTrainSettings("3.3B");
    expect(trainSettingsSchema.parse(before)).toEqual(defaultTrainSettings("3.3B"));
    expect({ decayShare, microSequences, sharding, compile, activationCheckpointing }).toEqual({
      decayShare: 0.2,
      microSequences: 0,
      sharding: "auto",
      compile: false,
      activationCheckpointing: false,
    });
  });

  it("trains whole batches only", () => {
    expect(stepsOf({ tokenBudget: 10_239, batchTokens: 2_048 })).toBe(4);
    expect(stepsOf(defaultTrainSettings("1.3B"))).toBe(7_152);
  });

  it("refuses a batch that is not whole sequences on every process, and names one that is", () => {
    const train = { ...defaultTrainSettings("tiny"), batchTokens: 2_000, processes: 2 };
    expect(() => {
      checkTrainSettings(train, tiny);
    }).toThrow("A batch of 2000 tokens is not whole sequences of 256 tokens on 2 process(es).");
    expect(() => {
      checkTrainSettings({ ...train, batchTokens: 2_048 }, tiny);
    }).not.toThrow();
  });

  it("refuses a budget of less than one batch", () => {
    const train = { ...defaultTrainSettings("tiny"), tokenBudget: 1_023 };
    expect(() => {
      checkTrainSettings(train, tiny);
    }).toThrow("The token budget of 1023 is less than one batch of 1024.");
  });
});
