import { expect, it } from "vitest";
import { visibleText } from "@/core/visible-text";

it.each([
  ["plain, with a tab\tand a line\nfeed", "plain, with a tab\tand a line\nfeed"],
  ["\u001b[2J\u0007", "\\u001b[2J\\u0007"],
  ["\u009b31m", "\\u009b31m"],
  ["\u202egnp.exe\u2066", "\\u202egnp.exe\\u2066"],
  ["a\rb\0c\u2028d", "a\\u000db\\u0000c\\u2028d"],
  ["é 中 😀", "é 中 😀"],
])("shows %j as %j", (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

it("leaves JSON the same value", () => {
  const value = { name: "\u009b\u202e\u2029 x" };
  expect(JSON.parse(visibleText(JSON.stringify(value)))).toEqual(value);
});
