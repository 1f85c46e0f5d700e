import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StudioError } from "@/core/errors";
import type { Launcher, Submission } from "@/server/training/launcher";
import { stopWasRequested } from "@/server/training/run-files";
import { reconcile, type RunRecorder, type StopWish } from "@/server/training/reconcile";

let run: string;
let submitted: number[];
let wish: StopWish | null;

/** Attempts that end at once with the exit codes given, the last one again and again; null for one that vanishes. */
const exitsWith = (...codes: readonly (number | null)[]): Launcher => ({
  backend: "scripted",
  outlivesStudio: false,
  check: () => Promise.resolve(),
  find: () => Promise.resolve(submitted.length),
  submit: async ({ number }: Submission) => {
    submitted.push(number);
    const folder = path.join(run, "attempts", String(number));
    await mkdir(folder, { recursive: true });
    const code = number > codes.length ? codes.at(-1) : codes[number - 1];
    if (code !== null) await writeFile(path.join(folder, "exit_code"), String(code));
    if (number >= codes.length && codes.at(-1) === 0) await writeFile(path.join(run, "result.json"), RESULT);
  },
  observe: () => Promise.resolve({ kind: "gone" }),
  cancel: () => Promise.resolve(),
  logs: () => Promise.resolve(""),
  list: () => Promise.resolve([]),
});

const RESULT = JSON.stringify({
  v: 1,
  run: "r",
  attempt: 1,
  status: "succeeded",
  step: 4,
  tokens: 400,
  loss: 2,
  validation_loss: 2,
  model: "model",
  seconds: 1,
});

const recorder: RunRecorder = {
  attemptStarted: () => Promise.resolve(),
  observed: () => Promise.resolve(),
  attemptEnded: () => Promise.resolve(),
  outOfReach: () => Promise.resolve(),
  stopWish: () => Promise.resolve(wish),
};

const bring = (launcher: Launcher) =>
  reconcile({ runId: "r", runDirectory: run, processes: 1, launcher, recorder });

beforeEach(async () => {
  run = await mkdtemp(path.join(os.tmpdir(), "reconcile-"));
  submitted = [];
  wish = null;
});

afterEach(() => rm(run, { recursive: true, force: true }));

describe("reconciling a run", () => {
  it("submits again after pre-emptions and one failure, until there is a result", async () => {
    expect(await bring(exitsWith(75, 75, 137, 0))).toEqual({ kind: "succeeded" });
    expect(submitted).toEqual([1, 2, 3, 4]);
  });

  it("gives up after two failures without a checkpoint", async () => {
    expect(await bring(exitsWith(1))).toMatchObject({ kind: "failed", code: 1 });
    expect(submitted).toEqual([1, 2]);
  });

  it("submits again whatever vanishes with its node, as its training is not at fault", async () => {
    expect(await bring(exitsWith(137, null, null, 0))).toEqual({ kind: "succeeded" });
    expect(submitted).toEqual([1, 2, 3, 4]);
  });

  it("gives up after five attempts that were stopped before a checkpoint", async () => {
    expect(await bring(exitsWith(75))).toMatchObject({ kind: "failed", code: 75 });
    expect(submitted).toEqual([1, 2, 3, 4, 5]);
  });

  it("waits for storage that cannot be read for a moment, and says that it is unreachable", async () => {
    const fault = (code: string) => Object.assign(new Error(`${code}: read`), { code });
    const faults = ["ESTALE", "EIO"].map(fault);
    const launcher = exitsWith(0);
    const unreachable: boolean[] = [];
    const end = await reconcile({
      ...{ runId: "r", runDirectory: run, processes: 1 },
      launcher: {
        ...launcher,
        observe: (attempt) => {
          const error = faults.pop();
          return error === undefined ? launcher.observe(attempt) : Promise.reject(error);
        },
      },
      recorder: { ...recorder, observed: async (seen) => void unreachable.push(seen.unreachable) },
    });
    expect(end).toEqual({ kind: "succeeded" });
    expect(unreachable).toEqual([true, true, false]);
    expect(submitted).toEqual([1]);
    const broken = { ...launcher, observe: () => Promise.reject(fault("EACCES")) };
    await rm(path.join(run, "result.json"));
    submitted = [];
    await expect(bring(broken)).rejects.toThrow("EACCES");
  });

  /** Fails once, with each of the errors in turn, before it does what it should. */
  const failingFirst = <A extends readonly unknown[], R>(
    errors: readonly Error[],
    work: (...given: A) => Promise<R>,
  ): ((...given: A) => Promise<R>) => {
    const left = [...errors];
    return (...given) => {
      const error = left.pop();
      return error === undefined ? work(...given) : Promise.reject(error);
    };
  };
  /** As Prisma throws it. */
  const withCode = (code: string) => Object.assign(new Error(`${code} failed`), { code, clientVersion: "7" });
  const away = ["P1017", "P2024", "SQLITE_BUSY"].map(withCode);

  it.each(["stopWish", "attemptStarted", "observed", "attemptEnded"] as const)(
    "outlasts a database that is away at %s, and trains nothing twice",
    async (step) => {
      let outOfReach = 0;
      const watched: RunRecorder = { ...recorder, outOfReach: async () => void (outOfReach += 1) };
      const failing = { ...watched, [step]: failingFirst(away, watched[step] as () => Promise<never>) };
      const end = await reconcile({
        ...{ runId: "r", runDirectory: run, processes: 1 },
        ...{ launcher: exitsWith(0), recorder: failing },
      });
      expect(end).toEqual({ kind: "succeeded" });
      expect(submitted).toEqual([1]);
      expect(outOfReach).toBeGreaterThan(0);
    },
  );

  it("outlasts storage that fails wherever it is asked, and leaves what goes on to the next when the studio ends", async () => {
    const launcher = exitsWith(0);
    const faults = [withCode("EIO")];
    const end = await bring({
      ...launcher,
      find: failingFirst(faults, launcher.find),
      submit: failingFirst(faults, launcher.submit),
    });
    expect(end).toEqual({ kind: "succeeded" });
    expect(submitted).toEqual([1]);
    wish = "shutdown";
    expect(await bring({ ...launcher, find: () => Promise.reject(withCode("EIO")) })).toEqual({
      kind: "left",
    });
  });

  it("never repeats a configuration that is not valid", async () => {
    expect(await bring(exitsWith(78))).toMatchObject({ kind: "failed", code: 78 });
    expect(submitted).toEqual([1]);
  });

  it("comes to the same end from what an earlier reconciler left", async () => {
    await bring(exitsWith(1));
    expect(await bring(exitsWith(1))).toMatchObject({ kind: "failed", code: 1 });
    expect(submitted).toEqual([1, 2]);
  });

  it("watches only the last attempt of what an earlier reconciler left, whatever the run's files still say", async () => {
    await mkdir(path.join(run, "attempts", "1"), { recursive: true });
    submitted = [1];
    const watched: number[] = [];
    const launcher: Launcher = {
      ...exitsWith(75, 0),
      observe: async ({ number }) => {
        watched.push(number);
        return { kind: "exited", exitCode: 0 };
      },
    };
    await launcher.submit({ runId: "r", runDirectory: run, number: 2, processes: 1 });
    expect(await bring(launcher)).toEqual({ kind: "succeeded" });
    expect(watched).toEqual([2]);
    expect(submitted).toEqual([1, 2]);
  });

  it("does not take a node whose clock is an hour behind for stalled", async () => {
    const states: string[] = [];
    await mkdir(path.join(run, "attempts", "1"), { recursive: true });
    submitted = [1];
    const ts = new Date(Date.now() - 3_600_000).toISOString();
    const started = { v: 1, seq: 1, ts, run: "r", attempt: 1, type: "heartbeat", step: 1 };
    await writeFile(path.join(run, "events.jsonl"), `${JSON.stringify(started)}\n`);
    await reconcile({
      ...{ runId: "r", runDirectory: run, processes: 1 },
      launcher: { ...exitsWith(0), observe: () => Promise.resolve({ kind: "running" }) },
      recorder: {
        ...recorder,
        observed: async ({ state }) => {
          states.push(state);
          wish = "leave";
        },
      },
    });
    expect(states).toEqual(["starting"]);
  });

  it("also ends what a submission without an answer has left when the run is cancelled", async () => {
    await mkdir(path.join(run, "attempts", "1"), { recursive: true });
    wish = "cancel";
    const ended: number[] = [];
    const launcher: Launcher = {
      ...exitsWith(0),
      cancel: async ({ number }) => {
        ended.push(number);
      },
    };
    expect(await bring(launcher)).toEqual({ kind: "cancelled" });
    expect(ended).toEqual([1]);
    expect(await stopWasRequested(run, 1)).toBe(true);
  });

  /** A cluster that refuses the attempts after the first `from` ones. */
  const refusing = (from: number): Launcher => ({
    ...exitsWith(75),
    outlivesStudio: true,
    check: () =>
      submitted.length < from
        ? Promise.resolve()
        : Promise.reject(new StudioError("unavailable", "Laboratory refused: no such account.")),
  });
  /** Reconciles until the run has to wait for its cluster. */
  const outwait = async (launcher: Launcher) => {
    const seen: boolean[] = [];
    const end = await reconcile({
      ...{ runId: "r", runDirectory: run, processes: 1, launcher },
      recorder: {
        ...recorder,
        observed: async ({ unreachable }) => {
          seen.push(unreachable);
          if (unreachable) wish = "leave";
        },
      },
    });
    return { end, seen };
  };

  it("outwaits a cluster that refuses what it took before, and gives up when it refuses at once", async () => {
    await expect(bring(refusing(0))).rejects.toThrow("no such account");
    await expect(bring({ ...refusing(1), outlivesStudio: false })).rejects.toThrow("no such account");
    expect(await outwait(refusing(1))).toEqual({ end: { kind: "left" }, seen: [false, true] });
    expect(submitted).toEqual([1]);
  });

  it("outwaits a cluster whose token has expired, also before the first attempt", async () => {
    const launcher: Launcher = {
      ...exitsWith(0),
      outlivesStudio: true,
      check: () => Promise.reject(new StudioError("not-ready", "Laboratory: the token expired.")),
    };
    await expect(bring({ ...launcher, outlivesStudio: false })).rejects.toThrow("the token expired");
    expect(await outwait(launcher)).toEqual({ end: { kind: "left" }, seen: [true] });
    expect(submitted).toEqual([]);
  });

  it("outwaits a cluster that refuses a first attempt which it may have taken without an answer", async () => {
    await mkdir(path.join(run, "attempts", "1"), { recursive: true });
    await writeFile(path.join(run, "attempts", "1", "intent.json"), JSON.stringify({ nonce: "n0" }));
    await expect(bring({ ...refusing(0), outlivesStudio: false })).rejects.toThrow("no such account");
    expect(await outwait(refusing(0))).toEqual({ end: { kind: "left" }, seen: [true] });
    expect(submitted).toEqual([]);
  });

  it("tells a backend again that refuses to cancel", async () => {
    let told = 0;
    const launcher: Launcher = {
      ...exitsWith(0),
      observe: () => Promise.resolve(told < 2 ? { kind: "running" } : { kind: "exited", exitCode: 75 }),
      cancel: () => {
        told += 1;
        return told < 2
          ? Promise.reject(new StudioError("unavailable", "Laboratory refused: not now."))
          : Promise.resolve();
      },
    };
    await mkdir(path.join(run, "attempts", "1"), { recursive: true });
    submitted = [1];
    wish = "cancel";
    expect(await bring(launcher)).toEqual({ kind: "cancelled" });
    expect(told).toBe(2);
  });

  it("submits nothing once the studio is to stop or the run is cancelled", async () => {
    wish = "shutdown";
    expect(await bring(exitsWith(0))).toEqual({ kind: "preempted" });
    wish = "cancel";
    expect(await bring(exitsWith(0))).toEqual({ kind: "cancelled" });
    wish = "leave";
    expect(await bring(exitsWith(0))).toEqual({ kind: "left" });
    expect(submitted).toEqual([]);
  });

  it("takes a result for success whoever asks it to stop", async () => {
    await writeFile(path.join(run, "result.json"), RESULT);
    wish = "cancel";
    expect(await bring(exitsWith(1))).toEqual({ kind: "succeeded" });
    expect(submitted).toEqual([]);
  });
});
