import { writeFile } from "node:fs/promises";
import path from "node:path";
import { adjustResources, type SlurmResources } from "@/core/cluster-resources";
import { StudioError } from "@/core/errors";
import type { CheckStep } from "@/server/training/backend-check";
import type { SlurmBackend } from "@/server/training/backends";
import {
  readsCorpora,
  readsStorage,
  startsPython,
  takeSteps,
  type Probe,
  type ProbeJob,
  type StudioFolders,
} from "@/server/training/check-steps";
import { probeComment, probeScript } from "@/server/training/slurm/probe-script";
import { resourceOptions } from "@/server/training/slurm/sbatch-script";
import { slurmCommands, type SlurmCommand } from "@/server/training/slurm/slurm-commands";
import { parseJobs } from "@/server/training/slurm/slurm-jobs";

const JOBS = ["--json", "--me", "--states=all"];

/**
 * Tries the way of a run, with a job of a minute on one processor of the first template's partition: programs, queue,
 * templates, nonces written by the studio among runs and corpora and read back from the cluster, Python there. Stops at the
 * first fault.
 */
export function checkSlurm(
  backend: SlurmBackend,
  folders: StudioFolders,
  signal: AbortSignal,
): Promise<readonly CheckStep[]> {
  const command = slurmCommands(backend);
  return takeSteps(backend, folders, signal, (probe) => {
    const job = probeJob(backend, command, probe);
    return [
      ["programs of Slurm", () => findsPrograms(command)],
      ["queue", () => asksQueue(backend, command)],
      ["templates", () => triesTemplates(backend, command)],
      [
        "shared storage",
        async () => {
          await submitProbe(backend, command, probe);
          return readsStorage(probe, job);
        },
      ],
      ["Python and trainer", () => startsPython(probe, job, backend.python)],
      ["tokens of corpora", () => readsCorpora(probe, job)],
    ];
  });
}

async function findsPrograms(command: SlurmCommand): Promise<string> {
  for (const program of ["sbatch", "squeue", "scancel", "scontrol"] as const)
    await command(program, ["--version"]);
  return (await command("sbatch", ["--version"])).trim();
}

async function asksQueue({ label }: SlurmBackend, command: SlurmCommand): Promise<string> {
  const jobs = parseJobs(await command("squeue", JOBS), label);
  return `answers and knows ${String(jobs.length)} job(s)`;
}

async function triesTemplates({ templates }: SlurmBackend, command: SlurmCommand): Promise<string> {
  for (const template of templates) {
    const options = resourceOptions(adjustResources(template, {}));
    await command("sbatch", ["--test-only", ...options, "--wrap=true"]).catch((error: unknown) => {
      if (!(error instanceof StudioError)) throw error;
      throw new StudioError(error.code, `${template.name}: ${error.message}`, error.way);
    });
  }
  return `Slurm would take ${templates.map(({ name }) => name).join(", ")}`;
}

async function submitProbe(backend: SlurmBackend, command: SlurmCommand, probe: Probe): Promise<void> {
  const script = path.join(probe.folder, "job.sh");
  await writeFile(script, probeScript(backend, firstResources(backend), probe));
  await command("sbatch", ["--parsable", script]);
}

function firstResources({ templates }: SlurmBackend): SlurmResources {
  const [first] = templates;
  if (first === undefined) throw new RangeError("a backend has a template");
  return adjustResources(first, {});
}

function probeJob({ label }: SlurmBackend, command: SlurmCommand, { nonce }: Probe): ProbeJob {
  const find = async () =>
    parseJobs(await command("squeue", JOBS), label).find(({ comment }) => comment === probeComment(nonce));
  return {
    waits: async () => {
      const job = await find();
      return job === undefined || job.state.kind === "ended" ? null : `job ${String(job.id)}: ${job.reason}`;
    },
    giveUp: async () => {
      const job = await find();
      if (job !== undefined) await command("scancel", [`--name=${job.name}`, String(job.id)]);
    },
  };
}
