import { describe, expect, it } from "vitest";
import { StudioError } from "@/core/errors";
import { flopsPerToken, llamaShapeSchema, modelOf, MODELS, parameterCount, shapeOf } from "@/core/models";

const TERA = 1e12;

describe("models", () => {
  it.each([
    ["1.3B", 1_345_423_360],
    ["3.3B", 3_335_989_760],
    ["7.2B", 7_241_732_096],
  ] as const)("%s has exactly the published number of parameters", (id, parameters) => {
    expect(parameterCount(modelOf(id).shape)).toBe(parameters);
  });

  it("counts tied embeddings once: 32,000·128 + 2·(4·128² + 3·128·384 + 2·128) + 128", () => {
    expect(parameterCount(modelOf("tiny").shape)).toBe(4_096_000 + 2 * (65_536 + 147_456 + 256) + 128);
  });

  it.each([
    ["1.3B", 18_601, "51.7"],
    ["3.3B", 6_729, "45.9"],
    ["7.2B", 4_585, "66"],
  ] as const)("%s at its published speed on an A800 gives the published MFU", (id, tokensPerSecond, mfu) => {
    const share = (flopsPerToken(modelOf(id).shape) * tokensPerSecond) / (312 * TERA);
    expect((share * 100).toFixed(mfu.includes(".") ? 1 : 0)).toBe(mfu);
  });

  it("accepts the shape of every model as a custom one", () => {
    for (const { shape } of MODELS) expect(llamaShapeSchema.parse(shape)).toEqual(shape);
  });

  it("refuses heads that do not divide the hidden size", () => {
    const shape = { ...modelOf("tiny").shape, heads: 3, kvHeads: 3 };
    expect(llamaShapeSchema.safeParse(shape).error?.issues[0]?.message).toBe(
      "hiddenSize is not a multiple of heads",
    );
  });

  it("takes the shape of a named model and wants one for a custom model", () => {
    const shape = modelOf("tiny").shape;
    expect(shapeOf("tiny")).toBe(shape);
    expect(shapeOf("custom", shape)).toBe(shape);
    expect(() => shapeOf("custom")).toThrow(StudioError);
    expect(() => shapeOf("1.3B", shape)).toThrow(
      "The model 1.3B has a shape of its own, but another is given.",
    );
  });
});
