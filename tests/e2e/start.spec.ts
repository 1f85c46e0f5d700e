import { expect, test } from "./support/test";
import { printed, startProcess } from "./support/studio";

test("a second start on the same data says where the studio already runs", async ({ studio }) => {
  const { until } = printed(startProcess(studio.home), /already running at [^\n]*\n/);
  expect(await until).toContain(`Meta-rater Studio is already running at ${studio.url}`);
});

test("a website that the browser visits cannot read or change anything", async ({ studio }) => {
  const foreign = await fetch(`${studio.url}/api/trpc/corpus.list`, {
    headers: { Origin: "https://evil.example" },
  });
  expect(foreign.status).toBe(403);
  const silent = await fetch(`${studio.url}/api/trpc/run.cancel`, { method: "POST", body: "{}" });
  expect(silent.status).toBe(403);
});
