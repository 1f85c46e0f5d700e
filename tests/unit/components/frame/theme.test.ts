import { expect, it } from "vitest";
import { readTheme, themeAfter } from "@/components/frame/theme";

it("reads the cookie, and follows the system without one", () => {
  expect([readTheme("dark"), readTheme("light"), readTheme("<script>"), readTheme(undefined)]).toEqual([
    "dark",
    "light",
    "system",
    "system",
  ]);
});

it("goes round the three themes", () => {
  expect(themeAfter(themeAfter(themeAfter("system")))).toBe("system");
});
