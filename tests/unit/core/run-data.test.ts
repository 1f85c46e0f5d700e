import { describe, expect, it } from "vitest";
import { runDataBytes } from "@/core/run-data";

const corpus = { documents: 1_000, tokens: 100_000, textBytes: 200_000 };

describe("what the documents of a run take", () => {
  it("is their share of the texts and uint16 tokens with BOS and EOS, or their ordinals beside the tokens of all", () => {
    const selected = [
      { domain: "book", documents: 60, tokens: 8_000 },
      { domain: "c4", documents: 40, tokens: 2_000 },
    ];
    expect(runDataBytes(selected, corpus)).toEqual({
      inline: 200_000 / 10 + 2 * (10_000 + 2 * 100),
      reference: 4 * 100,
      shared: 2 * (100_000 + 2 * 1_000) + 20 * 1_000,
    });
  });

  it("is nothing of a corpus without tokens", () => {
    expect(runDataBytes([], { documents: 0, tokens: 0, textBytes: 0 })).toEqual({
      ...{ inline: 0, reference: 0, shared: 0 },
    });
  });
});
