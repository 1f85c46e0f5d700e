import { appendFile, mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEvents } from "@/server/training/read-events";
import { readTail } from "@/server/training/read-tail";
import { RunHistory } from "@/server/training/run-history";

let run: string;
let file: string;

const line = (seq: number, attempt: number, fields: object): string =>
  `${JSON.stringify({ v: 1, seq, ts: "2026-11-24T10:00:00Z", run: "r", attempt, ...fields })}\n`;

beforeEach(async () => {
  run = await mkdtemp(path.join(os.tmpdir(), "history-"));
  file = path.join(run, "events.jsonl");
});

afterEach(() => rm(run, { recursive: true, force: true }));

describe("events of a run", () => {
  it("are none while there is no file", async () => {
    expect(await readEvents(file, 0)).toEqual({ events: [], offset: 0 });
  });

  it("are read as whole lines only, and once each, also when a torn line is cut and written again", async () => {
    const first = line(1, 1, { type: "heartbeat", step: 1 });
    await writeFile(file, `${first}{"v":1,"seq":2,"ty`);
    const page = await readEvents(file, 0);
    expect(page.events.map((event) => event.seq)).toEqual([1]);
    expect(page.offset).toBe(Buffer.byteLength(first));
    await truncate(file, page.offset);
    await appendFile(file, line(2, 2, { type: "heartbeat", step: 1 }));
    expect((await readEvents(file, page.offset)).events.map((event) => [event.seq, event.attempt])).toEqual([
      [2, 2],
    ]);
  });

  it("count bytes, not characters", async () => {
    const event = line(1, 1, { type: "samples", step: 1, items: [{ prompt: "été 🐋", text: "…" }] });
    await writeFile(file, event);
    expect((await readEvents(file, 0)).offset).toBe(Buffer.byteLength(event));
  });

  it("say which attempts moved the run on and how each ended", async () => {
    const history = new RunHistory(run);
    await mkdir(path.join(run, "attempts/2"), { recursive: true });
    await writeFile(path.join(run, "attempts/2/exit_code"), "137\n");
    await writeFile(
      file,
      line(1, 1, { type: "checkpoint", step: 8, path: "checkpoints/step-8" }) +
        line(2, 1, { type: "preempted", step: 9 }) +
        line(3, 2, { type: "resumed", step: 8, tokens: 800 }) +
        line(4, 2, { type: "checkpoint", step: 8, path: "checkpoints/step-8" }),
    );
    expect(await history.advance()).toBe(true);
    expect(await history.advance()).toBe(false);
    expect(await history.trace(1, null)).toEqual({
      number: 1,
      advanced: true,
      stopRequested: false,
      outcome: { kind: "preempted" },
    });
    expect(await history.trace(2, null)).toMatchObject({
      number: 2,
      advanced: false,
      stopRequested: false,
      outcome: { kind: "failed", code: 137 },
    });
    expect(history.firstStep(2)).toBe(8);
  });
});

describe("tail of a log", () => {
  it("begins at the start of a line", async () => {
    await writeFile(file, "first\nsecond\nthird\n");
    expect(await readTail(file, 9)).toBe("third\n");
    expect(await readTail(file, 100)).toBe("first\nsecond\nthird\n");
    expect(await readTail(path.join(run, "none"), 9)).toBe("");
  });
});
