import path from "node:path";
import { setupLines } from "@/server/training/attempt-script";
import type { ClusterBackend } from "@/server/training/backends";
import { quoted } from "@/server/training/shell-words";

/** Files that the job of a check writes beside the `nonce` it finds, each wholly or not at all. */
export const PROBE_FILES = { nonce: "nonce-read", python: "python-said", corpus: "corpus-read" } as const;

/** Folders of a check, for the cluster. */
export interface ProbePlaces {
  readonly there: string;
  /** Where a run would look for the check's folder among the corpora. */
  readonly corpusThere: string;
}

/**
 * Lines of a script that copies the nonces it finds in two folders of the cluster, and starts the trainer's Python there.
 * @param code lines that say where meta_rater_gpu lies
 */
export const probeLines = (
  { python, setup }: Pick<ClusterBackend, "python" | "setup">,
  { there, corpusThere }: ProbePlaces,
  code: readonly string[],
): readonly string[] => [
  `cd ${quoted(there)} || exit 1`,
  `cat nonce >${PROBE_FILES.nonce}.draft && mv ${PROBE_FILES.nonce}.draft ${PROBE_FILES.nonce} || exit 1`,
  `cat ${quoted(path.posix.join(corpusThere, "nonce"))} >${PROBE_FILES.corpus}.draft`,
  `mv ${PROBE_FILES.corpus}.draft ${PROBE_FILES.corpus}`,
  ...setupLines(setup, PROBE_FILES.python),
  ...code,
  `${quoted(python)} -m meta_rater_gpu.check >${PROBE_FILES.python}.draft 2>&1`,
  `mv ${PROBE_FILES.python}.draft ${PROBE_FILES.python}`,
];
