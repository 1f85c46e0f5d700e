import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { errorFields, log } from "@/server/telemetry/log";
import { inRequest } from "@/server/telemetry/request-scope";

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  delete process.env["STUDIO_LOG"];
});

it("writes a line of JSON that names the request, and nothing that steers a terminal", () => {
  const request = new Request("http://127.0.0.1/", { headers: { "x-request-id": "r1" } });
  inRequest(request, () => log("error", "a procedure failed", errorFields(new Error("\u001b[2J\n\u202e"))));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[^\u001b\u202e\n]+\n$/);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "error",
    message: "a procedure failed",
    request: "r1",
    error: "Error: \u001b[2J\n\u202e",
  });
});

it("keeps to the level that is asked for", () => {
  log("info", "procedure");
  process.env["STUDIO_LOG"] = "info";
  log("info", "procedure");
  log("debug", "more");
  expect(lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(["procedure"]);
});
