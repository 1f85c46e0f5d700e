import { describe, expect, it } from "vitest";
import {
  inOrder,
  MOST_SELECTED,
  NONE_SELECTED,
  toggled,
  withMore,
} from "@/components/corpus/browse/selected";

describe("selected documents", () => {
  it("are put in and taken out one by one", () => {
    const one = toggled(NONE_SELECTED, 7);
    expect([...one]).toEqual([7]);
    expect(toggled(one, 7).size).toBe(0);
  });
  it("are each there once, in the order of the corpus", () => {
    expect(inOrder(withMore(toggled(NONE_SELECTED, 7), [9, 3, 7]))).toEqual([3, 7, 9]);
  });
  it("are never more than can be sent anywhere", () => {
    const full = withMore(
      NONE_SELECTED,
      Array.from({ length: MOST_SELECTED + 5 }, (_, ordinal) => ordinal),
    );
    expect(full.size).toBe(MOST_SELECTED);
    expect(toggled(full, MOST_SELECTED + 1)).toBe(full);
    expect(toggled(full, 3).size).toBe(MOST_SELECTED - 1);
  });
});
