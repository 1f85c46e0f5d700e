import { createHash } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

/** Folder of the Python package. The studio's processes run in the project's root. */
export const gpuRoot = (): string =>
  path.resolve(/* turbopackIgnore: true */ process.cwd(), "workers", "gpu");

export const gpuVenv = (root = gpuRoot()): string => path.join(/* turbopackIgnore: true */ root, ".venv");

/** The Python that trains; exists once the environment is prepared. */
export const gpuPython = (root = gpuRoot()): string =>
  process.platform === "win32"
    ? path.join(/* turbopackIgnore: true */ gpuVenv(root), "Scripts", "python.exe")
    : path.join(/* turbopackIgnore: true */ gpuVenv(root), "bin", "python");

export const gpuStampPath = (root = gpuRoot()): string =>
  path.join(/* turbopackIgnore: true */ gpuVenv(root), "studio-stamp.json");

export const REQUIREMENTS = "requirements.txt";
export const DEV_REQUIREMENTS = "requirements-dev.txt";

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

/** Written last: an environment without it was not finished. The hashes are those of the requirements installed. */
const stampSchema = z.object({
  requirements: z.string(),
  dev: z.string().nullable(),
  check: checkSchema,
});
export type GpuStamp = z.output<typeof stampSchema>;

/** sha256 of a requirements file. */
export async function requirementsHash(name: string, root = gpuRoot()): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path.join(/* turbopackIgnore: true */ root, name)))
    .digest("hex");
}

/** The stamp of a finished environment whose Python is still there, else null. */
export async function readGpuStamp(root = gpuRoot()): Promise<GpuStamp | null> {
  try {
    await access(gpuPython(root));
    return stampSchema.parse(JSON.parse(await readFile(gpuStampPath(root), "utf8")));
  } catch {
    return null;
  }
}

/** Parses the line `check` printed, which may follow warnings. */
export function parseGpuCheck(output: string): GpuCheck | null {
  const line = output.split("\n").findLast((candidate) => candidate.startsWith("{"));
  try {
    const parsed = checkSchema.safeParse(JSON.parse(line ?? ""));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
