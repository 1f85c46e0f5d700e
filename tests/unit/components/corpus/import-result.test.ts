import { expect, it } from "vitest";
import { readImportResult } from "@/components/corpus/import-result";

const result = { corpusId: "c", documents: 2, tokens: 10, rejected: 0, missing: 1 };

it("reads what a finished import says, whatever else it says", () => {
  expect(readImportResult({ ...result, fingerprint: "f" })).toEqual(result);
});

it("reads nothing else", () => {
  expect(readImportResult(null)).toBeNull();
  expect(readImportResult({ ...result, tokens: "10" })).toBeNull();
});
