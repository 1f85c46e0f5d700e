import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cancelJob } from "@/server/services/job/cancel";
import { claimJob } from "@/server/services/job/claim";
import { enqueueJob } from "@/server/services/job/enqueue";
import { executeJob } from "@/server/services/job/execute";
import { getJob } from "@/server/services/job/get";
import type { JobRunner } from "@/server/services/job/job-runner";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

const kind = "import-corpus";

const asked = () => {
  const { ctx } = studio;
  return enqueueJob({ db: ctx.db, ctx, kind, key: "import:1", payload: {}, again: "even-running" });
};

async function execute(run: JobRunner): Promise<string | null> {
  const { ctx } = studio;
  const job = await claimJob({ db: ctx.db, kinds: [kind], leaseMs: 10_000 });
  if (job === null) throw new Error("nothing to claim");
  return executeJob({ ctx, job, run, shutdown: new AbortController().signal });
}

it("what is asked for again while it runs, even while it is being cancelled, runs once more", async () => {
  const { ctx } = studio;
  const { id } = await asked();
  const state = async () => (await getJob({ ctx, input: { id } })).state;
  const cancelled: JobRunner = async ({ signal }) => {
    await cancelJob({ ctx, input: { id } });
    while (!signal.aborted) await delay(20);
    expect(await asked()).toMatchObject({ id, state: "running", cancelRequested: false });
    throw new Error("stopped");
  };
  expect(await execute(cancelled)).toBe("cancelled");
  expect(await state()).toBe("queued");
  expect(await execute(async () => null)).toBe("succeeded");
  expect(await state()).toBe("succeeded");
});
