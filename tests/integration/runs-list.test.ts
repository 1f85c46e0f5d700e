import { randomUUID } from "node:crypto";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultTrainSettings } from "@/core/train-settings";
import { createCaller } from "@/server/api/caller";
import { runPath } from "@/server/storage/home";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { trainableSelection } from "@/tests/support/trainable-selection";

let studio: TestStudio;
let selectionId: string;
beforeAll(async () => {
  studio = await testStudio();
  selectionId = await trainableSelection(studio, 0.15);
});
afterAll(() => studio.end());

const api = () => createCaller(() => studio.ctx).run;
const train = { ...defaultTrainSettings("tiny"), processes: 2, batchTokens: 1_024 };

async function submitted(name: string): Promise<string> {
  const id = randomUUID();
  await api().submit({ id, selectionId, name, backend: "local", model: "tiny", train });
  return id;
}
const settle = (id: string, state: string) => studio.ctx.db.run.update({ where: { id }, data: { state } });

const event = (seq: number, fields: object): string =>
  `${JSON.stringify({ v: 1, seq, ts: `2026-11-28T00:00:${String(seq).padStart(2, "0")}.000Z`, run: "r", attempt: 1, ...fields })}\n`;
const metrics = (seq: number, loss: number): string =>
  event(seq, {
    ...{ type: "metrics", step: seq, tokens: seq * 10, loss, lr: 1, grad_norm: 1 },
    ...{ tokens_per_second: 100 + seq, mfu: null, seconds_left: 9 },
  });
const STARTING = event(0, { type: "starting", device: "cpu", world: 2, torch: "2", transformers: "4" });

async function tell(id: string, lines: string): Promise<void> {
  await mkdir(runPath(id, studio.home), { recursive: true });
  await appendFile(path.join(runPath(id, studio.home), "events.jsonl"), lines);
}
const listed = async (id: string) => (await api().list()).find((run) => run.id === id);

describe("the list of runs", () => {
  it("follows the events of an open run and tells its cost up to the last sign of life", async () => {
    const id = await submitted("open");
    await settle(id, "running");
    await tell(id, STARTING + metrics(1, 4));
    await studio.ctx.db.attempt.create({
      data: {
        ...{ id: randomUUID(), workspaceId: "local", createdBy: "local", runId: id, number: 1 },
        ...{ state: "running", createdAt: new Date("2026-11-27T23:59:50.000Z") },
      },
    });
    expect(await listed(id)).toMatchObject({
      ...{ trainLoss: 4, tokensPerSecond: 101, secondsLeft: 9, sparkline: [4], device: "cpu" },
      ...{ processes: 2, computeSeconds: 2 },
    });
    await tell(id, metrics(2, 3));
    expect(await listed(id)).toMatchObject({ trainLoss: 3, sparkline: [4, 3], computeSeconds: 4 });
  });

  it("keeps what the events of an ended run say beside them, with how many there were", async () => {
    const id = await submitted("ended");
    await settle(id, "failed");
    await tell(id, STARTING + metrics(1, 4));
    expect(await listed(id)).toMatchObject({ trainLoss: 4, sparkline: [4] });
    const file = path.join(runPath(id, studio.home), "glance.json");
    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
      eventBytes: Buffer.byteLength(STARTING + metrics(1, 4)),
      glance: { trainLoss: 4, device: "cpu", workedMs: 1_000 },
    });
  });
});

describe("many runs at once", () => {
  it("are cancelled one by one, and those that have ended are left alone", async () => {
    const [waiting, trains, ended] = [
      await submitted("waits"),
      await submitted("trains"),
      await submitted("ended"),
    ];
    await studio.ctx.db.job.update({ where: { key: `train:${trains}` }, data: { state: "running" } });
    await settle(trains, "running");
    await settle(ended, "succeeded");
    const gone = randomUUID();
    expect(await api().cancelMany({ ids: [waiting, trains, ended, gone] })).toEqual([
      { id: waiting, name: "waits", outcome: "done", why: null, newId: null },
      { id: trains, name: "trains", outcome: "done", why: "It stops at its next step.", newId: null },
      { id: ended, name: "ended", outcome: "left", why: "It has ended: succeeded.", newId: null },
      { id: gone, name: gone, outcome: "refused", why: `There is no run ${gone}.`, newId: null },
    ]);
    expect(await listed(waiting)).toMatchObject({ state: "cancelled" });
    expect(await listed(trains)).toMatchObject({ state: "cancelling" });
  });

  it("are trained again once each, however often that is asked for, and others are left alone", async () => {
    const [failed, open, good] = [
      await submitted("failed"),
      await submitted("open"),
      await submitted("good"),
    ];
    await settle(failed, "failed");
    await settle(good, "succeeded");
    const runs = [failed, open, good].map((id) => ({ id, newId: randomUUID() }));
    const before = await studio.ctx.db.run.count();
    const results = await api().retryMany({ runs });
    expect(results.map(({ name, outcome, why }) => [name, outcome, why])).toEqual([
      ["failed", "done", null],
      ["open", "left", "It has not ended: confirmed."],
      ["good", "left", "It succeeded."],
    ]);
    expect(await api().retryMany({ runs })).toEqual(results);
    expect(await studio.ctx.db.run.count()).toBe(before + 1);
    expect(await listed(results[0]?.newId ?? "")).toMatchObject({
      name: "failed",
      model: "tiny",
      processes: 2,
    });
  });
});

describe("a run that is trained again", () => {
  const settings = { model: "tiny", train: { ...train, learningRate: 1e-4 } } as const;

  it("is one child with the changed settings, however often it is asked for", async () => {
    const [id, newId] = [await submitted("first"), randomUUID()];
    const again = () => api().rerun({ id, newId, name: "slower", ...settings });
    const [child] = await Promise.all([again(), again(), again()]);
    expect(child).toMatchObject({
      id: newId,
      name: "slower",
      state: "confirmed",
      selection: { id: selectionId },
    });
    expect(await studio.ctx.db.run.count({ where: { parentId: id } })).toBe(1);
    const differences = [{ name: "learning rate", before: "2e-3", after: "1e-4" }];
    expect(await api().relatives({ id: newId })).toEqual({
      parent: { id, name: "first", state: "confirmed", differences },
      children: [],
    });
    expect(await api().relatives({ id })).toEqual({
      parent: null,
      children: [{ id: newId, name: "slower", state: "confirmed", differences }],
    });
    expect(await api().settings({ id: newId })).toMatchObject({ name: "slower", ...settings });
  });

  it("without any change has the same settings", async () => {
    const [id, newId] = [await submitted("first"), randomUUID()];
    await api().retry({ id, newId });
    expect((await api().relatives({ id: newId })).parent).toMatchObject({ id, differences: [] });
  });

  it("refuses settings that cannot train, and writes nothing", async () => {
    const [id, newId] = [await submitted("first"), randomUUID()];
    const input = { id, newId, name: "odd", model: "tiny", train: { ...train, batchTokens: 1_000 } } as const;
    await expect(api().rerun(input)).rejects.toThrow(/^A batch of 1000 tokens is not whole sequences/);
    expect(await studio.ctx.db.run.count({ where: { id: newId } })).toBe(0);
  });
});

it("a training of a campaign is no job of its own for whoever watches the jobs at work", async () => {
  const [alone, proxy] = [await submitted("Alone"), await submitted("A proxy")];
  const shown = async () => (await createCaller(() => studio.ctx).job.active()).length;
  const before = await shown();
  await studio.ctx.db.run.update({ where: { id: proxy }, data: { campaignId: randomUUID() } });
  expect(await shown()).toBe(before - 1);
  await studio.ctx.db.run.deleteMany({ where: { id: { in: [alone, proxy] } } });
});
