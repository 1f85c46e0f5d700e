import { expect, it } from "vitest";
import { withParameters } from "@/components/ui/url-parameters";

it("sets and takes out parameters and leaves the others and the place alone", () => {
  const address = "http://127.0.0.1:3000/mixer/a?r=1&document=5#top";
  expect(withParameters(address, { r: "2~x", document: null, version: "3" })).toBe(
    "http://127.0.0.1:3000/mixer/a?r=2%7Ex&version=3#top",
  );
});
