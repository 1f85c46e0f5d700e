import { setupLines } from "@/server/training/attempt-script";
import type { ClusterBackend } from "@/server/training/backends";
import { quoted } from "@/server/training/shell-words";

/** Files that the job of a check writes beside the `nonce` it finds, each wholly or not at all. */
export const PROBE_FILES = { nonce: "nonce-read", python: "python-said" } as const;

/**
 * Lines of a script that copies the nonce it finds in a folder of the cluster, and starts the trainer's Python there.
 * @param code lines that say where meta_rater_gpu lies
 */
export const probeLines = (
  { python, setup }: Pick<ClusterBackend, "python" | "setup">,
  folder: string,
  code: readonly string[],
): readonly string[] => [
  `cd ${quoted(folder)} || exit 1`,
  ...copied(PROBE_FILES.nonce, "cat nonce"),
  ...setupLines(setup, PROBE_FILES.python),
  ...code,
  `${quoted(python)} -m meta_rater_gpu.check >${PROBE_FILES.python}.draft 2>&1`,
  `mv ${PROBE_FILES.python}.draft ${PROBE_FILES.python}`,
];

const copied = (name: string, command: string): readonly string[] => [
  `${command} >${name}.draft && mv ${name}.draft ${name} || exit 1`,
];
