import { describe, expect, it } from "vitest";
import { readMapOptions } from "@/server/cli/read-map-options";

describe("--map options", () => {
  it("name columns of parts and raters, and raters that are off", () => {
    expect(readMapOptions([])).toEqual({});
    expect(readMapOptions(["text=raw_content", "domain=meta.set", "tokens= n "])).toEqual({
      text: "raw_content",
      domain: "meta.set",
      tokens: "n",
    });
    expect(readMapOptions(["educational_value=edu", "fluency=", "readability=a=b"])).toEqual({
      raters: { educational_value: "edu", fluency: null, readability: "a=b" },
    });
  });

  it.each(["text", "text=", "fluency"])("refuse %s, which names no column", (option) => {
    expect(() => readMapOptions([option])).toThrow(`--map ${option} names no column.`);
  });

  it("refuse what is neither part nor rater and list what is", () => {
    expect(() => readMapOptions(["beauty=x"])).toThrow('"beauty" is nothing a column can be mapped to');
    expect(() => readMapOptions(["constructor=x"])).toThrow(
      expect.objectContaining({
        way: expect.stringContaining("id, text, domain, tokens, group, unigram_entropy"),
      }),
    );
  });
});
