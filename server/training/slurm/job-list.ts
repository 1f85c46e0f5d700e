import type { SlurmBackend } from "@/server/training/backends";
import { slurmCommands, type SlurmCommand } from "@/server/training/slurm/slurm-commands";
import { parseJobs, type SlurmJob } from "@/server/training/slurm/slurm-jobs";

/** The jobs of this account, asked for once however many runs look at them; an answer that failed is kept as long. */
export class JobList {
  #askedAt = Number.NEGATIVE_INFINITY;
  #answer: Promise<readonly SlurmJob[]> = Promise.resolve([]);

  constructor(
    private readonly command: SlurmCommand,
    private readonly backend: Pick<SlurmBackend, "label" | "pollSeconds">,
  ) {}

  /** @throws BackendUnreachable */
  async recent(): Promise<readonly SlurmJob[]> {
    return performance.now() - this.#askedAt < this.backend.pollSeconds * 1_000 ? this.#answer : this.fresh();
  }

  /** @throws BackendUnreachable */
  async fresh(): Promise<readonly SlurmJob[]> {
    const answer = this.command("squeue", ["--json", "--me", "--states=all"]).then((output) =>
      parseJobs(output, this.backend.label),
    );
    this.#answer = answer;
    this.#askedAt = Number.POSITIVE_INFINITY;
    await answer.catch(() => undefined);
    if (this.#answer === answer) this.#askedAt = performance.now();
    return answer;
  }
}

const lists = new Map<string, JobList>();

/** The list that all launchers of one Slurm in this process share. */
export function jobListOf(backend: SlurmBackend): JobList {
  const key = JSON.stringify([backend.id, backend.binaries, backend.config, backend.pollSeconds]);
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list = new JobList(slurmCommands(backend), backend);
  lists.set(key, list);
  return list;
}
