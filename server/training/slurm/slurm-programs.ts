import type { SlurmBackend } from "@/server/training/backends";
import { optionWords } from "@/server/training/slurm/batch-job";
import type { SlurmClient } from "@/server/training/slurm/slurm-client";
import { slurmCommands } from "@/server/training/slurm/slurm-commands";
import { parseJobs } from "@/server/training/slurm/slurm-jobs";

/** Speaks to a Slurm by its own programs. */
export function slurmPrograms(backend: SlurmBackend): SlurmClient {
  const command = slurmCommands(backend);
  return {
    version: async () => (await command("sbatch", ["--version"])).trim(),
    jobs: async () => parseJobs(await command("squeue", ["--json", "--me", "--states=all"]), backend.label),
    submit: async (_, file) => Number.parseInt(await command("sbatch", ["--parsable", file]), 10),
    // Name and id together: should Slurm have given the id to another job meanwhile, nothing is cancelled.
    cancel: async (job, force) => {
      const gently = !force && job.state.kind === "running" ? ["--signal=TERM", "--batch"] : [];
      await command("scancel", [...gently, `--name=${job.name}`, String(job.id)]);
    },
    test: async ({ options }) => {
      await command("sbatch", ["--test-only", ...optionWords(options), "--wrap=true"]);
    },
  };
}
