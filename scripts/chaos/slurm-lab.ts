import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import type { ChaosPlace, Controller } from "./chaos-world";
import { processIdentity } from "@/server/storage/process-identity";
import { gpuPython } from "@/server/training/gpu-environment";

const run = promisify(execFile);
const SCRIPT = path.join(import.meta.dirname, "..", "slurm-dev");
const LOOK_MS = 50;
/** Programs of Slurm wait long for a controller that is down. */
const PATIENCE_MS = 5_000;

/** Registers a Slurm of `scripts/slurm-dev` with a studio, beside this machine. @param slurmHome the folder it lies in */
export async function registerLab(studioHome: string, slurmHome: string): Promise<ChaosPlace> {
  const [backend, template] = ["lab", "small"];
  const lab = {
    id: backend,
    kind: "slurm",
    label: "Laboratory",
    config: path.join(slurmHome, "slurm.conf"),
    python: gpuPython(),
    pollSeconds: 0.5,
    templates: [
      {
        ...{ name: template, partition: "gpu", nodes: 1, gpusPerNode: 1, cpusPerTask: 1 },
        ...{ memory: "2G", time: "01:00:00" },
      },
    ],
  };
  const local = { id: "local", kind: "local", label: "This machine" };
  await writeFile(path.join(studioHome, "backends.json"), JSON.stringify([local, lab]));
  return { backend, template, atOnce: 2 };
}

/** The controller of a Slurm of `scripts/slurm-dev`. */
export function labController(slurmHome: string): Controller {
  let up = true;
  return {
    kill: async () => {
      if (!up) return false;
      up = false;
      const pid = Number(await readFile(path.join(slurmHome, "slurmctld.pid"), "utf8"));
      process.kill(pid, "SIGKILL");
      while ((await processIdentity(pid)) !== null) await delay(LOOK_MS);
      return true;
    },
    start: async () => {
      await run(SCRIPT, ["up", "--home", slurmHome]);
      up = true;
    },
    bringNodesBack: async () => {
      const options = {
        timeout: PATIENCE_MS,
        env: { ...process.env, SLURM_CONF: path.join(slurmHome, "slurm.conf") },
      };
      const { stdout } = await run(
        "sinfo",
        ["--noheader", "--Node", "--states=drain", "--format=%N"],
        options,
      );
      const names = [...new Set(stdout.split("\n").filter((name) => name !== ""))];
      for (const name of names)
        await run("scontrol", ["update", `NodeName=${name}`, "State=RESUME"], options);
    },
  };
}
