import { describe, expect, it } from "vitest";
import { toPage } from "@/components/account/to-page";

describe("where to go after signing in", () => {
  it.each(["/runs", "/mixer/a?recipe=b", "/"])("is the page that was asked for: %s", (path) => {
    expect(toPage(path)).toBe(path);
  });

  it.each([
    null,
    "",
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/sign-in?to=/",
  ])("is the first page for %j", (wanted) => {
    expect(toPage(wanted)).toBe("/");
  });
});
