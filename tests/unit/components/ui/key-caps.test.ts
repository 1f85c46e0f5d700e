import { expect, it } from "vitest";
import { keyCaps } from "@/components/ui/key-caps";

it("shows what stands on the caps", () => {
  expect(keyCaps("mod+k")).toEqual(["⌘/Ctrl", "K"]);
  expect(keyCaps("shift+ArrowUp")).toEqual(["⇧", "↑"]);
  expect(keyCaps("?")).toEqual(["?"]);
  expect(keyCaps("+")).toEqual(["+"]);
});
