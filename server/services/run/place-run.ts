import {
  adjustResources,
  amountOf,
  processesOf,
  type ClusterTemplate,
  type ResourceChanges,
} from "@/core/cluster-resources";
import { StudioError } from "@/core/errors";
import type { RunCluster } from "@/server/services/run/run-config";
import { findBackend, type ClusterBackend } from "@/server/training/backends";

/** What an attempt needs at least between its start and its last checkpoint. */
const START_SECONDS = 60;

export interface WantedPlace {
  /** An evaluation has the processes that it has. */
  readonly of?: "training" | "evaluation";
  readonly backend: string;
  readonly template?: string | undefined;
  readonly changes?: ResourceChanges | undefined;
  readonly processes: number;
}

/**
 * What a run asks of the cluster it was given to, undefined on this machine.
 * @throws StudioError `not-found` for a backend or template that does not exist, `invalid-input` for resources that the
 * template does not allow, that do not fit the number of processes or that leave no time to train.
 */
export async function placeRun(wanted: WantedPlace, home: string): Promise<RunCluster | undefined> {
  const backend = await findBackend(wanted.backend, home);
  if (backend.kind === "local") {
    if (wanted.template === undefined) return undefined;
    throw new StudioError("invalid-input", `${backend.label} has no templates.`, "Leave the template out.");
  }
  const templates: readonly ClusterTemplate[] = backend.templates;
  const names = templates.map(({ name }) => name);
  const template = templates.find(({ name }) => name === wanted.template);
  if (template === undefined) {
    const given =
      wanted.template === undefined ? "No template is named" : `There is no template "${wanted.template}"`;
    throw new StudioError("not-found", `${given} for ${backend.label}.`, `There are: ${names.join(", ")}.`);
  }
  const resources = adjustResources(template, wanted.changes ?? {});
  if ("time" in resources) requireTime(resources.time, backend);
  const processes = processesOf(resources);
  if (processes === wanted.processes) return { template: template.name, resources };
  const { of = "training" } = wanted;
  throw new StudioError(
    "invalid-input",
    `The ${of} has ${String(wanted.processes)} process(es), but ${template.name} has room for ${String(processes)}: one a GPU.`,
    of === "evaluation"
      ? "Choose a template of one node with one GPU or none, or change the nodes or GPUs."
      : `Set the processes to ${String(processes)}, or change the nodes or GPUs.`,
  );
}

/** An attempt that is told to stop as soon as it starts would be followed by another, for ever. */
function requireTime(time: string, { label, checkpointSeconds }: ClusterBackend): void {
  const least = checkpointSeconds + START_SECONDS;
  if (amountOf(time) > least) return;
  throw new StudioError(
    "invalid-input",
    `A time limit of ${time} leaves no time to train: ${label} stops an attempt ${String(checkpointSeconds)} s before it.`,
    `Ask for a time of more than ${String(least)} s.`,
  );
}
