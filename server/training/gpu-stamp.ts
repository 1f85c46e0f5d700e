import { z } from "zod";
import {
  packageRoot,
  parseCheck,
  pythonOf,
  readStamp,
  requirementsHashOf,
  stampPathOf,
  type PythonPackage,
  type PythonStamp,
} from "@/server/training/python-package";

const gpuRoot = (): string => packageRoot("gpu");

/** The Python that trains; exists once the environment is prepared. */
export const gpuPython = (root = gpuRoot()): string => pythonOf(root);

export const gpuStampPath = (root = gpuRoot()): string => stampPathOf(root);

/** What `python -m meta_rater_gpu.check` prints; `memory` in bytes. */
const checkSchema = z.object({
  torch: z.string(),
  transformers: z.string(),
  device: z.string(),
  devices: z.array(z.object({ name: z.string(), memory: z.number() })),
  bf16: z.boolean(),
  peakTflops: z.number().nullable(),
});
export type GpuCheck = z.output<typeof checkSchema>;

/** The package that trains. */
export const gpuPackage = (root = gpuRoot()): PythonPackage<GpuCheck> => ({
  module: "meta_rater_gpu",
  root,
  name: "training environment",
  purpose: "Training",
  library: "PyTorch",
  size: "about 1.5 GB (on a machine with CUDA up to 8 GB)",
  check: checkSchema,
});

/** sha256 of a requirements file. */
export const requirementsHash = (name: string, root = gpuRoot()): Promise<string> =>
  requirementsHashOf(name, root);

/** The stamp of a finished environment whose Python is still there, else null. */
export const readGpuStamp = (root = gpuRoot()): Promise<PythonStamp<GpuCheck> | null> =>
  readStamp(gpuPackage(root));

/** Parses the line `check` printed, which may follow warnings. */
export const parseGpuCheck = (output: string): GpuCheck | null => parseCheck(checkSchema, output);
