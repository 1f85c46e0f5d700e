import { expect, it } from "vitest";
import { errorText } from "@/components/ui/error-text";

it("takes the studio's own words and its way out", () => {
  const error = {
    data: { studio: { code: "not-found", message: "No such corpus.", way: "Choose another." } },
  };
  expect(errorText(error)).toEqual({ message: "No such corpus.", way: "Choose another." });
});

it("has no way out where the studio knows none", () => {
  expect(errorText({ data: { studio: { message: "It failed.", way: null } } })).toEqual({
    message: "It failed.",
    way: null,
  });
});

it("says that the studio does not answer when the connection is lost", () => {
  expect(errorText(new TypeError("Failed to fetch")).message).toBe("The studio does not answer.");
});

it("repeats any other error as it is", () => {
  expect(errorText(new Error("odd"))).toEqual({ message: "odd", way: null });
  expect(errorText("odd")).toEqual({ message: "odd", way: null });
});
