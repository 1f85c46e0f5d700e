import type { SlurmBackend } from "@/server/training/backends";
import { RecentAnswer } from "@/server/training/recent-answer";
import { openSlurm } from "@/server/training/slurm/open-slurm";
import type { SlurmJob } from "@/server/training/slurm/slurm-jobs";

/** The jobs of this account; asking throws BackendUnreachable. */
export type JobList = RecentAnswer<readonly SlurmJob[]>;

const lists = new Map<string, JobList>();

/** The list that all launchers of one Slurm in this process share. */
export function jobListOf(backend: SlurmBackend): JobList {
  const { id, binaries, config, rest, pollSeconds } = backend;
  const key = JSON.stringify([id, binaries, config, rest, pollSeconds]);
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list = new RecentAnswer(openSlurm(backend).jobs, pollSeconds);
  lists.set(key, list);
  return list;
}
