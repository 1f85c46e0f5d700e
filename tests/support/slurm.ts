import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { devScript, startCluster } from "@/tests/support/dev-cluster";
import { until } from "@/tests/support/training-studio";

const run = promisify(execFile);

/** A Slurm of its own for one test file: two nodes with two pretended GPUs each, partitions `gpu` and `urgent`. */
export interface TestSlurm {
  /** Its slurm.conf. */
  readonly config: string;
  /** Its slurmrestd, and a token of this account for it. */
  readonly rest: { readonly address: string; readonly tokenFile: string };
  /** Runs one of its programs and returns what it printed. */
  readonly command: (program: string, ...args: readonly string[]) => Promise<string>;
  /** Kills daemons as a crash would; their jobs go on. */
  readonly kill: (
    ...daemons: readonly ("slurmctld" | "slurmrestd" | "slurmd.node1" | "slurmd.node2")[]
  ) => Promise<void>;
  /** Removes what the controller knows of its jobs, while it is down. */
  readonly forget: () => Promise<void>;
  /** Starts the controller alone: a node that does not report keeps its jobs to itself. */
  readonly startController: () => Promise<void>;
  /** Starts whatever is down. */
  readonly up: () => Promise<void>;
  readonly down: () => Promise<void>;
}

/** Whether a process has ended; one that nobody has buried yet has. */
const isDead = (pid: number): Promise<boolean> =>
  readFile(`/proc/${String(pid)}/stat`, "utf8").then(
    (stat) => /\) [ZX] /.test(stat),
    () => true,
  );

/** Starts one, or says why there can be none here. */
export async function startSlurm(): Promise<TestSlurm | string> {
  const home = await mkdtemp(path.join(os.tmpdir(), "slurm-"));
  const config = path.join(home, "slurm.conf");
  const env = { ...process.env, SLURM_CONF: config, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin` };
  const script = devScript("slurm-dev", home);
  const said = await startCluster(script);
  if ("lacking" in said) return `No Slurm is tested: ${said.lacking}`;
  const valueOf = (name: string): string => new RegExp(`^${name} (.+)$`, "m").exec(said.printed)?.[1] ?? "";
  return {
    config,
    rest: { address: valueOf("address"), tokenFile: valueOf("tokenFile") },
    command: async (program, ...args) => (await run(program, [...args], { env })).stdout,
    kill: async (...daemons) => {
      for (const daemon of daemons) {
        const pid = Number(await readFile(path.join(home, `${daemon}.pid`), "utf8"));
        process.kill(pid, "SIGKILL");
        await until(async () => ((await isDead(pid)) ? true : null));
      }
    },
    forget: async () => {
      await rm(path.join(home, "state"), { recursive: true });
      await mkdir(path.join(home, "state"));
    },
    startController: async () => {
      await run("slurmctld", ["-f", config], { env });
    },
    up: async () => void (await script("up")),
    down: async () => void (await script("down")),
  };
}
