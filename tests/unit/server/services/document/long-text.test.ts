import fc from "fast-check";
import { expect, it } from "vitest";
import { sliceOf } from "@/server/services/document/long-text";

it("cuts a text into slices that join to it and never part a character", () => {
  const text = fc.array(fc.constantFrom("a", "é", "\u{1f40b}", "\ufeff", "\0"), { maxLength: 40 });
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 12 }), (letters, units) => {
      const whole = letters.join("");
      const slices: string[] = [];
      for (let next: number | null = 0; next !== null;) {
        const slice = sliceOf(whole, next, units);
        expect(slice.text.isWellFormed()).toBe(true);
        expect(slice.text.length).toBeLessThanOrEqual(units);
        slices.push(slice.text);
        next = slice.next;
      }
      expect(slices.join("")).toBe(whole);
    }),
  );
});

it("has nothing beyond the end", () => {
  expect(sliceOf("abc", 3, 10)).toEqual({ text: "", next: null });
});
