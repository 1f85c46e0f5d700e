import { describe, expect, it } from "vitest";
import { dataInWords } from "@/components/selections/data-choice.prepare";

const bytes = { inline: 29_534, reference: 240, shared: 18_300_000, made: false };

describe("the choice between copying documents and referring to them", () => {
  it("says what either takes, and whether the shared part is still to be made", () => {
    expect(dataInWords("inline", bytes)).toBe(
      "About 29.5 kB of texts and tokens in the run's own folder, which can be carried away.",
    );
    expect(dataInWords("reference", bytes)).toBe(
      "Up to 240 B for the run. It makes 18.3 MB of tokens for all runs on this corpus first, once.",
    );
    expect(dataInWords("reference", { ...bytes, made: true })).toBe(
      "Up to 240 B for the run. The 18.3 MB of tokens for all runs on this corpus are there.",
    );
  });
});
