import { createHash } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

/** A Python package of the project, which runs in an environment of its own under its folder. */
export interface PythonPackage<Check> {
  /** What `python -m` calls it. */
  readonly module: string;
  /** Folder with requirements.txt, requirements-dev.txt and the package itself. */
  readonly root: string;
  /** What a person calls its environment: "training environment". */
  readonly name: string;
  /** What is done with it: "Training". */
  readonly purpose: string;
  /** The library whose download is long: "PyTorch". */
  readonly library: string;
  /** What it takes on disk: "about 1.5 GB". */
  readonly size: string;
  /** What `python -m <module>.check` prints. */
  readonly check: z.ZodType<Check>;
}

/** Written last: an environment without it was not finished. The hashes are those of the requirements installed. */
export interface PythonStamp<Check> {
  readonly requirements: string;
  readonly dev: string | null;
  readonly evaluate: string | null;
  readonly check: Check;
}

export const REQUIREMENTS = "requirements.txt";

/** What an environment may have beside its requirements, each a file of its own. */
export const EXTRAS = ["dev", "evaluate"] as const;
export type Extra = (typeof EXTRAS)[number];

export const extraRequirements = (extra: Extra): string => `requirements-${extra}.txt`;

/** Folder of a package below workers/. The studio's processes run in the project's root. */
export const packageRoot = (folder: string): string =>
  path.resolve(/* turbopackIgnore: true */ process.cwd(), "workers", folder);

export const venvOf = (root: string): string => path.join(/* turbopackIgnore: true */ root, ".venv");

/** The Python of a package's environment; exists once that is prepared. */
export const pythonOf = (root: string): string =>
  process.platform === "win32"
    ? path.join(/* turbopackIgnore: true */ venvOf(root), "Scripts", "python.exe")
    : path.join(/* turbopackIgnore: true */ venvOf(root), "bin", "python");

export const stampPathOf = (root: string): string =>
  path.join(/* turbopackIgnore: true */ venvOf(root), "studio-stamp.json");

/** sha256 of a requirements file. */
export async function requirementsHashOf(name: string, root: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path.join(/* turbopackIgnore: true */ root, name)))
    .digest("hex");
}

/** The stamp of a finished environment whose Python is still there, else null. */
export async function readStamp<Check>({
  root,
  check,
}: PythonPackage<Check>): Promise<PythonStamp<Check> | null> {
  const schema = z.object({
    requirements: z.string(),
    dev: z.string().nullable(),
    evaluate: z.string().nullable().default(null),
    check,
  });
  try {
    await access(pythonOf(root));
    return schema.parse(JSON.parse(await readFile(stampPathOf(root), "utf8")));
  } catch {
    return null;
  }
}

/** Parses the line `check` printed, which may follow warnings. */
export function parseCheck<Check>(schema: z.ZodType<Check>, output: string): Check | null {
  const line = output.split("\n").findLast((candidate) => candidate.startsWith("{"));
  try {
    const parsed = schema.safeParse(JSON.parse(line ?? ""));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
