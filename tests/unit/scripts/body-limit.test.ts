import { expect, it } from "vitest";
import { bodyRefusal } from "@/scripts/steps/body-limit";

it.each([
  [{}, null],
  [{ "content-length": "10000000" }, null],
  [{ "content-length": "10000001" }, 413],
  [{ "transfer-encoding": "chunked" }, 411],
])("answers %j with %s", (headers, status) => {
  expect(bodyRefusal({ headers })?.status ?? null).toBe(status);
});
