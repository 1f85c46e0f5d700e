import { rm, symlink } from "node:fs/promises";
import path from "node:path";
import { afterAll } from "vitest";
import { gpuEnvironment, gpuPython } from "@/server/training/gpu-environment";
import { describeConformance } from "@/tests/support/launcher-conformance";
import { startRay } from "@/tests/support/ray";

const environment = await gpuEnvironment();
const ray = environment.state === "ready" ? await startRay() : environment.message;
if (typeof ray === "string") console.log(ray);

/** Where the studio's folder lies for the cluster. */
let folderThere = "";

afterAll(async () => {
  await rm(folderThere, { force: true });
  if (typeof ray !== "string") await ray.down();
});

const skip = typeof ray === "string";
describeConformance("Ray", { skip, mayFallSilent: true, trainsPairs: true }, async (home) => {
  if (typeof ray === "string") throw new Error(ray);
  folderThere = path.join(path.dirname(ray.tokenFile), "there");
  await symlink(home, folderThere);
  return {
    id: "ray",
    template: "small",
    pair: "pair",
    backends: [
      {
        id: "ray",
        kind: "ray",
        label: "Laboratory",
        address: ray.address,
        tokenFile: ray.tokenFile,
        answerSeconds: 5,
        paths: [{ studio: home, cluster: folderThere }],
        python: gpuPython(),
        pollSeconds: 0.3,
        templates: [
          { name: "small", gpusPerNode: 1, cpusPerTask: 1, memory: "1G" },
          { name: "pair", gpusPerNode: 2, cpusPerTask: 2, memory: "2G" },
        ],
      },
    ],
    // As somebody does who needs the machines: by Ray's own stop, which tells every process of the job.
    preempt: async (launcher, runId, runDirectory) => {
      const [placed] = (await launcher.list(path.dirname(runDirectory))).filter((one) => one.runId === runId);
      if (placed === undefined) throw new Error(`Ray knows no job of ${runId}`);
      await ray.ask("POST", `api/jobs/${placed.place.replace(/^job /, "")}/stop`);
    },
    silence: { begin: ray.pause, end: ray.resume },
  };
});
