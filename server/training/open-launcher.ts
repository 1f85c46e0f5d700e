import type { Backend } from "@/server/training/backends";
import { gpuPython } from "@/server/training/gpu-environment";
import type { Launcher } from "@/server/training/launcher";
import { localLauncher } from "@/server/training/local-launcher";
import { rayLauncher } from "@/server/training/ray/ray-launcher";
import { slurmLauncher } from "@/server/training/slurm/slurm-launcher";
import { localCommand } from "@/server/training/trainer-command";

/** The launcher of a backend; what an attempt needs beyond it lies in the run's bundle. */
export function openLauncher(backend: Backend): Launcher {
  switch (backend.kind) {
    case "local": {
      const python = gpuPython();
      return localLauncher({ command: (submission) => localCommand(python, submission), needs: [python] });
    }
    case "slurm":
      return slurmLauncher(backend);
    case "ray":
      return rayLauncher(backend);
  }
}
