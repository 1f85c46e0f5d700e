import { describe, expect, it } from "vitest";
import { importable, pickedFiles } from "@/components/corpus/chosen-files";

const picked = (name: string, webkitRelativePath: string): File =>
  Object.assign(new File([""], name), { webkitRelativePath });

describe("the files a person chose", () => {
  it("are those that can be imported, in the order of their names, none hidden", () => {
    const names = ["b.jsonl", "a/.x.jsonl", ".git/c.parquet", "a.txt", "a/b.parquet", "README", "A.jsonl.gz"];
    const { files, leftOut } = importable(names.map((name) => ({ name, file: new Blob() })));
    expect(files.map(({ name }) => name)).toEqual(["A.jsonl.gz", "a/b.parquet", "b.jsonl"]);
    expect(leftOut).toBe(4);
  });

  it("are named from below a folder that was picked as a whole", () => {
    const files = [
      picked("a.jsonl", ""),
      picked("b.jsonl", "corpus/wikipedia/b.jsonl"),
      picked("c.jsonl", "corpus/c.jsonl"),
    ];
    expect(pickedFiles(files).map(({ name }) => name)).toEqual(["a.jsonl", "wikipedia/b.jsonl", "c.jsonl"]);
  });
});
