import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { rowDigest, type DigestedRow } from "@/server/services/corpus/importing/row-digest";

const row: DigestedRow = {
  id: "é",
  domain: "c4",
  tokens: 7,
  scores: [1.5, null],
  argmax: [1, null],
  logits: [[-1, null], null],
  text: Buffer.from("text"),
  validation: true,
  group: null,
};

const DOCUMENTED = Buffer.concat([
  Buffer.from([2, 0, 0, 0]),
  Buffer.from("é"),
  Buffer.from([2, 0, 0, 0]),
  Buffer.from("c4"),
  Buffer.from([7, 0, 0, 0]),
  Buffer.from("0000c03f0000c07f", "hex"),
  Buffer.from([1, 255]),
  Buffer.from("02000080bf0000c07f00", "hex"),
  createHash("sha256").update("text").digest(),
  Buffer.from([1]),
]);

describe("the digest of a row", () => {
  it("is the sha256 of the documented bytes", () => {
    expect(rowDigest(row).toString("hex")).toBe(createHash("sha256").update(DOCUMENTED).digest("hex"));
  });

  it("has the name of the row's group at its end, where it belongs to one", () => {
    const grouped = Buffer.concat([DOCUMENTED, Buffer.from([3, 0, 0, 0]), Buffer.from("a.b")]);
    expect(rowDigest({ ...row, group: "a.b" }).toString("hex")).toBe(
      createHash("sha256").update(grouped).digest("hex"),
    );
  });

  it("changes with every part of the row", () => {
    const others: DigestedRow[] = [
      { ...row, group: "a" },
      { ...row, id: "e" },
      { ...row, domain: "c5" },
      { ...row, tokens: 8 },
      { ...row, scores: [null, 1.5] },
      { ...row, argmax: [0, null] },
      { ...row, logits: [[-1, 0], null] },
      { ...row, logits: [null, [-1, null]] },
      { ...row, text: Buffer.from("texts") },
      { ...row, validation: false },
    ];
    expect(new Set([row, ...others].map((other) => rowDigest(other).toString("hex"))).size).toBe(
      others.length + 1,
    );
  });
});
