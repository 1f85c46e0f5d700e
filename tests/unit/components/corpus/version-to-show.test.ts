import { describe, expect, it } from "vitest";
import { versionToShow } from "@/components/corpus/version-to-show";

const at = new Date(0);
const version = (number: number, archivedAt: Date | null = null, deletedAt: Date | null = null) => ({
  number,
  archivedAt,
  deletedAt,
});

describe("the version a page shows", () => {
  it("is the one the address names, whatever became of it", () => {
    const versions = [version(3), version(2, at), version(1, null, at)];
    expect([1, 2, 3].map((number) => versionToShow(versions, String(number))?.number)).toEqual([1, 2, 3]);
    expect(versionToShow(versions, "4")).toBeUndefined();
    expect(versionToShow(versions, "x")).toBeUndefined();
  });

  it.each([
    ["the newest", [version(2), version(1)], 2],
    ["the newest that is not archived", [version(2, at), version(1)], 1],
    ["an archived one where there is no other", [version(3, null, at), version(2, at)], 2],
    ["a tombstone where nothing is left", [version(2, null, at), version(1, null, at)], 2],
  ])("is without one %s", (_what, versions, number) => {
    expect(versionToShow(versions, null)?.number).toBe(number);
  });
});
