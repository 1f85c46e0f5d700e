import { writeFile } from "node:fs/promises";
import path from "node:path";
import { adjustResources, type RayResources } from "@/core/cluster-resources";
import { StudioError } from "@/core/errors";
import type { CheckStep } from "@/server/training/backend-check";
import type { RayBackend } from "@/server/training/backends";
import {
  readsCorpora,
  readsStorage,
  startsPython,
  takeSteps,
  type Probe,
  type ProbeJob,
  type StudioFolders,
} from "@/server/training/check-steps";
import { probeLines } from "@/server/training/probe-lines";
import { sendCode } from "@/server/training/ray/code-package";
import { rayClient, type RayClient } from "@/server/training/ray/ray-client";
import type { RayNode } from "@/server/training/ray/ray-jobs";
import { codeLine, requestedResources, scriptRequest } from "@/server/training/ray/ray-script";
import { isOpen } from "@/server/training/token-http";
import { tokenPlace } from "@/server/training/token-place";

/**
 * Tries the way of a run, with a job of a minute: dashboard and token, jobs, templates, nonces written by the studio
 * among runs and corpora and read back from the cluster, Python there. Stops at the first fault.
 */
export function checkRay(
  backend: RayBackend,
  folders: StudioFolders,
  signal: AbortSignal,
): Promise<readonly CheckStep[]> {
  const client = rayClient(backend);
  return takeSteps(backend, folders, signal, (probe) => {
    const job = probeJob(client, probe);
    return [
      ["dashboard and token", () => findsDashboard(backend, client)],
      ["jobs", async () => `answers and knows ${String((await client.jobs()).length)} job(s)`],
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

async function findsDashboard(backend: RayBackend, client: RayClient): Promise<string> {
  const version = await client.version();
  const place = tokenPlace(backend);
  const token = place === null ? "answers without a token" : `takes the token from ${place}`;
  return `Ray ${version} ${token}${isOpen(backend.address) ? "; http on a network lets others read along" : ""}`;
}

async function triesTemplates({ label, templates }: RayBackend, client: RayClient): Promise<string> {
  const nodes = await client.nodes();
  for (const template of templates) {
    const lacking = nodes.map((node) => lacks(node, adjustResources(template, {})));
    if (lacking.includes(null)) continue;
    throw new StudioError(
      "not-ready",
      `${template.name}: no node of ${label} that is up has room for it (${lacking.join("; ") || "none is up"}).`,
      "Correct the template in backends.json; where nodes are started on demand, start one and check again.",
    );
  }
  return `${String(nodes.length)} node(s); each of ${templates.map(({ name }) => name).join(", ")} fits one of them`;
}

/** What an idle node has too little of for a job, in words; null when it has room. */
function lacks({ name, resources }: RayNode, wanted: RayResources): string | null {
  const { entrypoint_num_cpus, entrypoint_num_gpus, entrypoint_memory, entrypoint_resources } =
    requestedResources(wanted);
  const amounts = {
    CPU: entrypoint_num_cpus,
    GPU: entrypoint_num_gpus,
    memory: entrypoint_memory,
    ...entrypoint_resources,
  };
  const short = Object.entries(amounts).find(([kind, amount]) => (resources[kind] ?? 0) < amount);
  if (short === undefined) return null;
  const [kind, amount] = short;
  return `${name} has ${String(resources[kind] ?? 0)} ${kind}, not ${String(amount)}`;
}

const probeId = ({ nonce }: Probe): string => `mrs-check-${nonce}`;

/** At most one GPU of the first template, and one of its processors. */
async function submitProbe(backend: RayBackend, client: RayClient, probe: Probe): Promise<void> {
  const [first] = backend.templates;
  if (first === undefined) throw new RangeError("a backend has a template");
  const { gpusPerNode, ...others } = adjustResources(first, {});
  const little = { ...others, gpusPerNode: Math.min(1, gpusPerNode), cpusPerTask: 1 };
  const script = path.join(probe.folder, "job.sh");
  const lines = ["#!/bin/bash -l", ...probeLines(backend, probe, [codeLine(backend)]), ""];
  await writeFile(script, lines.join("\n"));
  const code = backend.trainer === undefined ? await sendCode(client) : null;
  await client.submit({
    submission_id: probeId(probe),
    ...scriptRequest(backend, path.posix.join(probe.there, "job.sh"), code),
    ...requestedResources(little),
    metadata: {},
  });
}

const probeJob = (client: RayClient, probe: Probe): ProbeJob => ({
  waits: async () => {
    const job = await client.job(probeId(probe));
    return job === null || job.state.kind === "ended" ? null : job.message;
  },
  giveUp: () => client.stop(probeId(probe)),
});
