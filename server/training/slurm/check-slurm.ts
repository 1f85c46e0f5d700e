import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { adjustResources } from "@/core/cluster-resources";
import { StudioError } from "@/core/errors";
import type { CheckStep } from "@/server/training/backend-check";
import type { SlurmBackend } from "@/server/training/backends";
import { clusterPath } from "@/server/training/cluster-paths";
import { deviceLabel } from "@/server/training/gpu-environment";
import { parseGpuCheck } from "@/server/training/gpu-stamp";
import { readIfPresent } from "@/server/training/run-files";
import { probeComment, probeScript } from "@/server/training/slurm/probe-script";
import { resourceOptions } from "@/server/training/slurm/sbatch-script";
import { slurmCommands, type SlurmCommand } from "@/server/training/slurm/slurm-commands";
import { parseJobs } from "@/server/training/slurm/slurm-jobs";

const JOBS = ["--json", "--me", "--states=all"];
const LOOK_MS = 500;
/** A network file system may hide for a while what a job wrote before it ended. */
const HIDDEN_MS = 15_000;
/** A queue may be full; longer than this nobody waits for an answer. */
const PATIENCE_MS = 600_000;

/** What the steps of a check share; each throws what is wrong or returns what it found. */
interface Probe {
  readonly backend: SlurmBackend;
  readonly command: SlurmCommand;
  /** Folder of this check, for the studio: one of runs/. */
  readonly folder: string;
  /** The same in corpora/, where runs find the tokens they refer to. */
  readonly corpus: string;
  readonly nonce: string;
  readonly signal: AbortSignal;
}

const STEPS: readonly (readonly [name: string, step: (probe: Probe) => Promise<string>])[] = [
  ["programs of Slurm", findsPrograms],
  ["queue", asksQueue],
  ["templates", triesTemplates],
  ["shared storage", readsStorage],
  ["Python and trainer", startsPython],
  ["tokens of corpora", readsCorpora],
];

/**
 * Tries the way of a run, with a job of a minute on one processor of the first template's partition: programs, queue,
 * templates, a nonce written by the studio beside runs and in corpora and read back from the cluster, Python there. Stops at the first fault.
 */
export async function checkSlurm(
  backend: SlurmBackend,
  { runsFolder, corporaFolder }: { readonly runsFolder: string; readonly corporaFolder: string },
  signal: AbortSignal,
): Promise<readonly CheckStep[]> {
  const nonce = randomUUID();
  const folder = path.join(runsFolder, `.check-${nonce}`);
  const corpus = path.join(corporaFolder, `.check-${nonce}`);
  const probe: Probe = { backend, command: slurmCommands(backend), folder, corpus, nonce, signal };
  const steps: CheckStep[] = [];
  for (const made of [folder, corpus]) await mkdir(made, { recursive: true });
  try {
    for (const [name, step] of STEPS) {
      const outcome = await step(probe).then(
        (detail) => ({ ok: true, detail }),
        (error: unknown) => ({ ok: false, detail: inWords(error) }),
      );
      steps.push({ name, ...outcome });
      if (!outcome.ok) break;
    }
    return steps;
  } finally {
    for (const made of [folder, corpus]) await rm(made, { recursive: true, force: true });
  }
}

function inWords(error: unknown): string {
  if (!(error instanceof StudioError)) throw error;
  return [error.message, error.way].filter((part) => part !== null).join(" ");
}

async function findsPrograms({ command }: Probe): Promise<string> {
  for (const program of ["sbatch", "squeue", "scancel", "scontrol"] as const)
    await command(program, ["--version"]);
  return (await command("sbatch", ["--version"])).trim();
}

async function asksQueue({ backend, command }: Probe): Promise<string> {
  const jobs = parseJobs(await command("squeue", JOBS), backend.label);
  return `answers and knows ${String(jobs.length)} job(s)`;
}

async function triesTemplates({ backend, command }: Probe): Promise<string> {
  for (const template of backend.templates) {
    const options = resourceOptions(adjustResources(template, {}));
    await command("sbatch", ["--test-only", ...options, "--wrap=true"]).catch((error: unknown) => {
      if (!(error instanceof StudioError)) throw error;
      throw new StudioError(error.code, `${template.name}: ${error.message}`, error.way);
    });
  }
  return `Slurm would take ${backend.templates.map(({ name }) => name).join(", ")}`;
}

async function readsStorage(probe: Probe): Promise<string> {
  const { backend, command, folder, corpus, nonce } = probe;
  const [first] = backend.templates;
  if (first === undefined) throw new RangeError("a backend has a template");
  const there = clusterPath(folder, backend.paths);
  const script = path.join(folder, "job.sh");
  for (const written of [folder, corpus]) await writeFile(path.join(written, "nonce"), nonce);
  const places = { folder: there, corpus: corpusThere(probe), nonce };
  await writeFile(script, probeScript(backend, adjustResources(first, {}), places));
  await command("sbatch", ["--parsable", script]);
  if ((await answerOf(probe, "nonce-read")) === nonce) return `${folder} is ${there} on the cluster`;
  throw new StudioError(
    "not-ready",
    `A job found no file of the studio in ${there}.`,
    'Put STUDIO_HOME on storage that the cluster sees, and correct "paths" in backends.json.',
  );
}

/** A run finds the tokens by their place relative to its own folder, on the cluster as here. */
const corpusThere = ({ backend, folder, corpus }: Probe): string =>
  path.posix.join(clusterPath(folder, backend.paths), path.relative(folder, corpus));

async function readsCorpora(probe: Probe): Promise<string> {
  const there = path.posix.dirname(corpusThere(probe));
  if ((await answerOf(probe, "corpus-read")) === probe.nonce) return `${there} holds the studio's corpora`;
  throw new StudioError(
    "not-ready",
    `A job found no file of the studio in ${there}, beside the runs: runs could not refer to tokens of their corpus.`,
    'Let one pair of "paths" in backends.json map the folder that holds both runs and corpora.',
  );
}

async function startsPython(probe: Probe): Promise<string> {
  const output = await answerOf(probe, "python-said");
  const check = parseGpuCheck(output);
  if (check !== null) return `torch ${check.torch} trains on ${deviceLabel(check)} there`;
  throw new StudioError(
    "not-ready",
    `${probe.backend.python} does not start the trainer on the cluster: ${output.trim().split("\n").at(-1) ?? ""}`,
    "Install workers/gpu/requirements.txt there, and name the folder of meta_rater_gpu as `trainer`.",
  );
}

/** What the job wrote into a file of the folder; empty when it ended without, and the file did not appear later. */
async function answerOf({ backend, command, folder, nonce, signal }: Probe, name: string): Promise<string> {
  const began = performance.now();
  let ended: number | null = null;
  for (;;) {
    const jobs = parseJobs(await command("squeue", JOBS), backend.label);
    const job = jobs.find(({ comment }) => comment === probeComment(nonce));
    // Listing a folder makes a network file system look for files that it knew not to exist a moment ago.
    await readdir(folder);
    const text = await readIfPresent(path.join(folder, name));
    if (text !== null) return text;
    if (job === undefined || job.state.kind === "ended") {
      ended ??= performance.now();
      if (signal.aborted || performance.now() - ended > HIDDEN_MS) return "";
    } else if (signal.aborted || performance.now() - began > PATIENCE_MS) {
      await command("scancel", [`--name=${job.name}`, String(job.id)]);
      throw new StudioError(
        "unavailable",
        `The test job ${String(job.id)} has not ended (${job.reason}).`,
        "Check again when the queue is shorter.",
      );
    }
    await delay(LOOK_MS);
  }
}
