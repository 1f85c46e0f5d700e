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
import { batchScript } from "@/server/training/slurm/batch-job";
import { CHECK, probeBatchJob, probeComment, templateJob } from "@/server/training/slurm/probe-job";
import { openSlurm } from "@/server/training/slurm/open-slurm";
import type { SlurmClient } from "@/server/training/slurm/slurm-client";
import { slurmCommands } from "@/server/training/slurm/slurm-commands";
import { isOpen } from "@/server/training/token-http";
import { tokenPlace } from "@/server/training/token-place";

/**
 * Tries the way of a run, with a job of a minute on one processor of the first template's partition: programs or REST, queue,
 * templates, nonces written by the studio among runs and corpora and read back from the cluster, Python there. Stops at the
 * first fault.
 */
export function checkSlurm(
  backend: SlurmBackend,
  folders: StudioFolders,
  signal: AbortSignal,
): Promise<readonly CheckStep[]> {
  const client = openSlurm(backend);
  const { rest } = backend;
  return takeSteps(backend, folders, signal, (probe) => {
    const job = probeJob(client, probe);
    return [
      rest === undefined
        ? ["programs of Slurm", () => findsPrograms(backend, client)]
        : ["slurmrestd and token", () => findsRest(rest, client)],
      ["queue", async () => `answers and knows ${String((await client.jobs()).length)} job(s)`],
      ["templates", () => triesTemplates(backend, client)],
      [
        "shared storage",
        async () => {
          await submitProbe(backend, client, probe);
          return readsStorage(probe, job);
        },
      ],
      ["Python and trainer", () => startsPython(probe, job, backend.python)],
      ["tokens of corpora", () => readsCorpora(probe, job)],
    ];
  });
}

async function findsPrograms(backend: SlurmBackend, client: SlurmClient): Promise<string> {
  const command = slurmCommands(backend);
  for (const program of ["squeue", "scancel", "scontrol"] as const) await command(program, ["--version"]);
  return client.version();
}

async function findsRest(rest: NonNullable<SlurmBackend["rest"]>, client: SlurmClient): Promise<string> {
  const version = await client.version();
  const token = `takes the token from ${tokenPlace(rest) ?? "nowhere"}`;
  return `${version} ${token}${isOpen(rest.address) ? "; http on a network lets others read along" : ""}`;
}

async function triesTemplates({ templates }: SlurmBackend, client: SlurmClient): Promise<string> {
  for (const template of templates) {
    const job = templateJob(adjustResources(template, {}));
    await client.test(job).catch((error: unknown) => {
      if (!(error instanceof StudioError)) throw error;
      throw new StudioError(error.code, `${template.name}: ${error.message}`, error.way);
    });
  }
  await takeLeftoversAway(client);
  return `Slurm would take ${templates.map(({ name }) => name).join(", ")}`;
}

/** Jobs that an earlier check placed for later and did not live to take back. Slurm lets nobody end those of others. */
async function takeLeftoversAway(client: SlurmClient): Promise<void> {
  const jobs = await client.jobs();
  for (const job of jobs.filter(({ comment, state }) => comment === CHECK && state.kind === "queued"))
    await client.cancel(job, true).catch((error: unknown) => {
      if (!(error instanceof StudioError)) throw error;
    });
}

async function submitProbe(backend: SlurmBackend, client: SlurmClient, probe: Probe): Promise<void> {
  const file = path.join(probe.folder, "job.sh");
  const job = probeBatchJob(backend, firstResources(backend), probe);
  await writeFile(file, batchScript(job));
  await client.submit(job, file);
}

function firstResources({ templates }: SlurmBackend): SlurmResources {
  const [first] = templates;
  if (first === undefined) throw new RangeError("a backend has a template");
  return adjustResources(first, {});
}

function probeJob(client: SlurmClient, { nonce }: Probe): ProbeJob {
  const find = async () => (await client.jobs()).find(({ comment }) => comment === probeComment(nonce));
  return {
    waits: async () => {
      const job = await find();
      return job === undefined || job.state.kind === "ended" ? null : `job ${String(job.id)}: ${job.reason}`;
    },
    giveUp: async () => {
      const job = await find();
      if (job !== undefined) await client.cancel(job, true);
    },
  };
}
