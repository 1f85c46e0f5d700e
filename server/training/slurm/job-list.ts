import type { SlurmBackend } from "@/server/training/backends";
import { RecentAnswer } from "@/server/training/recent-answer";
import { slurmCommands } from "@/server/training/slurm/slurm-commands";
import { parseJobs, type SlurmJob } from "@/server/training/slurm/slurm-jobs";

/** The jobs of this account; asking throws BackendUnreachable. */
export type JobList = RecentAnswer<readonly SlurmJob[]>;

const lists = new Map<string, JobList>();

/** The list that all launchers of one Slurm in this process share. */
export function jobListOf(backend: SlurmBackend): JobList {
  const { id, label, binaries, config, pollSeconds } = backend;
  const key = JSON.stringify([id, binaries, config, pollSeconds]);
  const known = lists.get(key);
  if (known !== undefined) return known;
  const command = slurmCommands(backend);
  const ask = async (): Promise<readonly SlurmJob[]> =>
    parseJobs(await command("squeue", ["--json", "--me", "--states=all"]), label);
  const list = new RecentAnswer(ask, pollSeconds);
  lists.set(key, list);
  return list;
}
