import type { SlurmBackend } from "@/server/training/backends";
import type { SlurmClient } from "@/server/training/slurm/slurm-client";
import { slurmPrograms } from "@/server/training/slurm/slurm-programs";
import { slurmRest } from "@/server/training/slurm/slurm-rest";

/** The way to a Slurm that its admin has named. */
export const openSlurm = (backend: SlurmBackend): SlurmClient =>
  backend.rest === undefined ? slurmPrograms(backend) : slurmRest({ label: backend.label, ...backend.rest });
