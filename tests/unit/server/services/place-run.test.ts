import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { placeRun } from "@/server/services/run/place-run";

const template = {
  name: "small",
  partition: "gpu",
  nodes: 1,
  gpusPerNode: 1,
  cpusPerTask: 2,
  memory: "2G",
  time: "01:00:00",
  adjustable: { time: { min: "00:01:00", max: "02:00:00" } },
};

let home: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), "place-run-"));
  const templates = [template, { ...template, name: "pair", gpusPerNode: 2 }];
  const lab = { id: "lab", kind: "slurm", label: "Laboratory", python: "/p", checkpointSeconds: 120 };
  await writeFile(path.join(home, "backends.json"), JSON.stringify([{ ...lab, templates }]));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const placed = (time: string) =>
  placeRun({ backend: "lab", template: "small", changes: { time }, processes: 1 }, home);

it("refuses a time limit that is over before an attempt could train", async () => {
  await expect(placed("00:03:00")).rejects.toMatchObject({
    code: "invalid-input",
    message: "A time limit of 00:03:00 leaves no time to train: Laboratory stops an attempt 120 s before it.",
    way: "Ask for a time of more than 180 s.",
  });
  expect(await placed("00:03:01")).toMatchObject({ template: "small", resources: { time: "00:03:01" } });
});

it("speaks of an evaluation where one is placed on too many GPUs", async () => {
  const wanted = { of: "evaluation", backend: "lab", template: "pair", processes: 1 } as const;
  await expect(placeRun(wanted, home)).rejects.toMatchObject({
    message: "The evaluation has 1 process(es), but pair has room for 2: one a GPU.",
    way: "Choose a template of one node with one GPU or none, or change the nodes or GPUs.",
  });
});
