import { describe, expect, it } from "vitest";
import { SOURCE_ENDINGS, sourceFormat, stemOf } from "@/core/source-format";

describe("the format of a source file", () => {
  it("is told by how its name ends", () => {
    const names = ["a.jsonl", "a.JSONL.gz", "a.jsonl.zst", "a.parquet", "a.json", "a.jsonl.bz2", "jsonl"];
    expect(names.map(sourceFormat)).toEqual(["jsonl", "jsonl.gz", "jsonl.zst", "parquet", null, null, null]);
    expect(SOURCE_ENDINGS).toBe(".jsonl, .jsonl.gz, .jsonl.zst or .parquet");
  });

  it.each([
    ["train-00000-of-00010.parquet", "train"],
    ["part-0a1b2c-000001.jsonl", "part"],
    ["c4.jsonl.gz", "c4"],
    ["arxiv_003.jsonl", "arxiv"],
    ["common-crawl.jsonl", "common-crawl"],
    ["0001.parquet", "0001"],
    ["stack.v2.jsonl", "stack.v2"],
  ])("and its numbering leave of %s the stem %s", (name, stem) => {
    expect(stemOf(name)).toBe(stem);
  });
});
