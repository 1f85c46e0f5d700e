import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { judgeEverywhere } from "./support/judge";
import { expect, test } from "./support/test";
import { confirmSelection, openMixer } from "./support/walk";

/** Clusters whose programs are not installed and whose token is not there: they are offered, and say so when they are asked. */
const BACKENDS = [
  { id: "local", kind: "local", label: "This machine" },
  {
    id: "lab",
    kind: "slurm",
    label: "Laboratory",
    binaries: "/nowhere",
    python: "/opt/python",
    templates: [
      {
        name: "gpu8",
        partition: "gpu",
        nodes: 1,
        gpusPerNode: 8,
        cpusPerTask: 64,
        memory: "512G",
        time: "12:00:00",
        adjustable: {
          nodes: { min: 1, max: 4 },
          time: { min: "00:30:00", max: "2-00:00:00" },
          partition: ["gpu", "long"],
        },
      },
    ],
  },
  {
    id: "ray",
    kind: "ray",
    label: "Ray cluster",
    address: "http://127.0.0.1:1",
    tokenFile: "/nowhere/token",
    python: "/opt/python",
    templates: [
      {
        name: "gpu4",
        gpusPerNode: 4,
        cpusPerTask: 32,
        memory: "256G",
        adjustable: { gpusPerNode: { min: 1, max: 8 } },
      },
    ],
  },
];

test("a person chooses a cluster, its template, and what of it to change", async ({ page, studio }) => {
  const file = path.join(studio.home, "backends.json");
  await openMixer(page);
  await confirmSelection(page);
  await expect(page.getByLabel("Token budget")).toBeVisible();
  await expect(page.getByLabel("Train on")).toHaveCount(0);
  await writeFile(file, JSON.stringify(BACKENDS));
  try {
    await page.reload();
    await page.getByLabel("Train on").selectOption("Laboratory");
    await expect(page.getByLabel("Template")).toHaveValue("gpu8");
    await expect(
      page.getByText("1 node, with 8 GPUs, 64 CPUs and 512G of memory, for at most 12:00:00"),
    ).toBeVisible();

    const nodes = page.getByLabel("Nodes");
    await nodes.fill("2");
    await nodes.press("Enter");
    await page.getByLabel("Partition").selectOption("long");
    await page.getByLabel("Time limit").fill("3-00:00:00");
    await expect(page.getByText('time is "3-00:00:00". It may be 00:30:00 to 2-00:00:00.')).toBeVisible();
    await expect(page.getByRole("button", { name: "Start the training" })).toBeDisabled();
    await page.getByLabel("Time limit").fill("1-00:00:00");
    await expect(page.getByText("2 nodes, each with 8 GPUs, 64 CPUs and 512G of memory")).toBeVisible();
    await judgeEverywhere(page, "cluster");

    await page.getByLabel("Train on").selectOption("Ray cluster");
    await expect(
      page.getByText("1 node, with 4 GPUs, 32 CPUs and 256G of memory, for as long as it takes."),
    ).toBeVisible();
    await page.getByLabel("GPUs a node").fill("8");
    await page.getByLabel("GPUs a node").press("Enter");
    await expect(page.getByText("1 node, with 8 GPUs")).toBeVisible();
    await expect(page.getByLabel("Time limit")).toHaveCount(0);

    await page.goto("/runs");
    await expect(page.getByText("Laboratory: the program /nowhere/squeue was not found.")).toBeVisible();
    await expect(page.getByText("Ray cluster: there is no token in the file /nowhere/token.")).toBeVisible();
  } finally {
    await rm(file);
  }
});
