import { findPython } from "@/server/training/find-python";
import {
  gpuPackage,
  gpuPython,
  readGpuStamp,
  requirementsHash,
  type GpuCheck,
} from "@/server/training/gpu-stamp";
import { noPython, setupPython, type SetupOptions } from "@/server/training/python-environment";
import { REQUIREMENTS } from "@/server/training/python-package";

export { gpuPython };

export interface GpuEnvironment {
  readonly state: "ready" | "missing" | "outdated" | "no-python";
  /** The environment's Python, or the one it would be made with. */
  readonly python: string | null;
  /** What it trains on, as found when it was prepared. */
  readonly check: GpuCheck | null;
  readonly message: string;
  readonly way: string | null;
}

/** What a machine trains on, in words. */
export const deviceLabel = (check: GpuCheck): string => {
  const [first] = check.devices;
  if (first === undefined) return "the CPU";
  return check.devices.length === 1 ? first.name : `${String(check.devices.length)} × ${first.name}`;
};

/** Whether training can start, told from files; a Python is looked for only when there is no environment. */
export async function gpuEnvironment(root?: string): Promise<GpuEnvironment> {
  const stamp = await readGpuStamp(root);
  if (stamp !== null) {
    const isCurrent = stamp.requirements === (await requirementsHash(REQUIREMENTS, root));
    return {
      state: isCurrent ? "ready" : "outdated",
      python: gpuPython(root),
      check: stamp.check,
      message: isCurrent
        ? `Trains on ${deviceLabel(stamp.check)} with torch ${stamp.check.torch}.`
        : "The training environment was made for an older studio.",
      way: isCurrent ? null : "Prepare it again; only what changed is installed.",
    };
  }
  const python = await findPython();
  if (python === null) return { state: "no-python", python, check: null, ...noPython("Training") };
  return {
    state: "missing",
    python,
    check: null,
    message: "Training needs PyTorch, which is not installed yet.",
    way: "Prepare the training environment; it takes a few minutes once and about 1.5 GB.",
  };
}

/**
 * Makes workers/gpu/.venv what the requirements say.
 * @throws StudioError as `setupPython`
 */
export const setupGpu = ({
  root,
  ...options
}: SetupOptions & { readonly root?: string }): Promise<GpuCheck> => setupPython(gpuPackage(root), options);
