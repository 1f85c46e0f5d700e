import { expect, it } from "vitest";
import { keyCaps } from "@/components/ui/key-caps";

it("shows what stands on the caps", () => {
  expect(keyCaps("mod+k", false)).toEqual(["Ctrl", "K"]);
  expect(keyCaps("mod+shift+z", true)).toEqual(["⌘", "⇧", "Z"]);
  expect(keyCaps("shift+ArrowUp", false)).toEqual(["⇧", "↑"]);
  expect(keyCaps("?", false)).toEqual(["?"]);
  expect(keyCaps("+", false)).toEqual(["+"]);
});
