import { describe, expect, it } from "vitest";
import { tokenizerJson } from "@/core/tokens/tokenizer-json";

describe("tokenizer.json", () => {
  const json = tokenizerJson();

  it("holds the 32,000 pieces under their ids", () => {
    expect(Object.keys(json.model.vocab)).toHaveLength(32_000);
    expect(json.model.vocab["<unk>"]).toBe(0);
    expect(json.model.vocab["</s>"]).toBe(2);
    expect(json.model.vocab["<0x0A>"]).toBe(13);
    expect(json.model.vocab["▁the"]).toBe(278);
  });

  it("holds the 61,249 merges in their order, each of pieces of the vocabulary", () => {
    expect(json.model.merges).toHaveLength(61_249);
    expect(json.model.merges.slice(0, 3)).toEqual(["▁ t", "e r", "i n"]);
    const strangers = json.model.merges.filter((merge) => !(merge.replace(" ", "") in json.model.vocab));
    expect(strangers).toEqual([]);
  });

  it("adds nothing of its own: no BOS, no EOS", () => {
    expect(json.post_processor).toBeNull();
    expect(json.added_tokens.map(({ id, content }) => [id, content])).toEqual([
      [0, "<unk>"],
      [1, "<s>"],
      [2, "</s>"],
    ]);
  });
});
