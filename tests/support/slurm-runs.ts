import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { SlurmResources } from "@/core/cluster-resources";
import type { Launcher, Submission } from "@/server/training/launcher";
import { until } from "@/tests/support/training-studio";

/** One pretended GPU of a test's Slurm. */
export const oneGpu: SlurmResources = {
  partition: "gpu",
  nodes: 1,
  gpusPerNode: 1,
  cpusPerTask: 1,
  memory: "256M",
  time: "01:00:00",
};

/** The folder of a run that a launcher can submit, which asks for these resources. */
export async function runFolder(directory: string, changes: Partial<SlurmResources> = {}): Promise<string> {
  await mkdir(path.join(directory, "bundle"), { recursive: true });
  const content = { resources: { processes: 1, cluster: { ...oneGpu, ...changes } } };
  await writeFile(path.join(directory, "bundle", "run.json"), JSON.stringify(content));
  return directory;
}

export const submissionOf = (runDirectory: string, number = 1): Submission => ({
  runId: path.basename(runDirectory),
  runDirectory,
  number,
  processes: 1,
});

/** What a launcher sees of an attempt once it has ended. */
export const untilExited = (launcher: Launcher, submission: Submission) =>
  until(async () => {
    const observation = await launcher.observe(submission);
    return observation.kind === "exited" || observation.kind === "gone" ? observation : null;
  });
