import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { findPython, OLDEST_PYTHON } from "@/server/training/find-python";
import { installFailure, venvFailure } from "@/server/training/pip-failure";
import {
  extraRequirements,
  EXTRAS,
  parseCheck,
  pythonOf,
  readStamp,
  REQUIREMENTS,
  requirementsHashOf,
  stampPathOf,
  venvOf,
  type Extra,
  type PythonPackage,
  type PythonStamp,
} from "@/server/training/python-package";
import { runTool } from "@/server/training/run-tool";
import { withSetupLock } from "@/server/training/setup-lock";

/** What to say where no Python is new enough. @param purpose what needs it: "Training" */
export const noPython = (purpose: string): { readonly message: string; readonly way: string } => ({
  message: `${purpose} needs Python ${String(OLDEST_PYTHON.major)}.${String(OLDEST_PYTHON.minor)} or newer, and none was found.`,
  way: "Install Python from python.org or your package manager, then try again.",
});

export interface SetupOptions {
  /** One line a step and per package that pip takes up. */
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
  /** `dev` adds ruff, mypy and pytest, `evaluate` lm-evaluation-harness; what is installed already stays. */
  readonly extras?: readonly Extra[];
}

/** Hashes of requirements files; null for what is not wanted. */
type Wanted = Omit<PythonStamp<unknown>, "check">;

/**
 * Makes the environment of a package what its requirements say; at once when it is so already, and safe to repeat after a
 * break. Everything goes into one `pip install`, so that no package can bring another version of a pinned one along.
 * @returns what the environment says of itself
 * @throws StudioError `unavailable` that names what is missing: Python, its venv module, the network or disk space;
 * `conflict` while another process prepares it, `cancelled` on abort.
 */
export async function setupPython<Check>(
  python: PythonPackage<Check>,
  options: SetupOptions,
): Promise<Check> {
  const { root } = python;
  const wanted = await wantedOf(root, options.extras ?? []);
  const found = await readStamp(python);
  if (found !== null && satisfies(found, wanted)) {
    options.report(`The ${python.name} is up to date.`);
    return found.check;
  }
  return withSetupLock(path.join(root, ".setup.lock"), python.name, () =>
    prepare(python, wanted, found, options),
  );
}

async function wantedOf(root: string, extras: readonly Extra[]): Promise<Wanted> {
  const hashOf = (extra: Extra): Promise<string> | null =>
    extras.includes(extra) ? requirementsHashOf(extraRequirements(extra), root) : null;
  return {
    requirements: await requirementsHashOf(REQUIREMENTS, root),
    dev: await hashOf("dev"),
    evaluate: await hashOf("evaluate"),
  };
}

const satisfies = (stamp: PythonStamp<unknown>, wanted: Wanted): boolean =>
  stamp.requirements === wanted.requirements &&
  EXTRAS.every((extra) => wanted[extra] === null || stamp[extra] === wanted[extra]);

async function prepare<Check>(
  python: PythonPackage<Check>,
  wanted: Wanted,
  found: PythonStamp<Check> | null,
  options: SetupOptions,
): Promise<Check> {
  const { root, library } = python;
  await rm(stampPathOf(root), { force: true });
  const extras = EXTRAS.filter((extra) => (wanted[extra] ?? found?.[extra] ?? null) !== null);
  if (!(await runs(pythonOf(root))))
    await timed(options, "Making a Python environment", () => makeVenv(python, options));
  await timed(options, `Installing ${library} and what goes with it`, () => install(python, extras, options));
  await linkPackage(python, options.signal);
  const check = await timed(options, `Starting ${library} once`, () => startOnce(python, options.signal));
  const stamp: PythonStamp<Check> = { ...(await wantedOf(root, extras)), check };
  await writeFileAtomic(stampPathOf(root), `${JSON.stringify(stamp)}\n`);
  return check;
}

async function timed<T>(options: SetupOptions, title: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  options.report(`${title} …`);
  const result = await work();
  options.report(`${title}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

/** Whether the environment's Python starts; it does not after the Python it was made from has gone. */
const runs = async (python: string): Promise<boolean> =>
  (await runTool(python, ["-c", "import pip"])).code === 0;

async function makeVenv({ root, purpose }: PythonPackage<unknown>, { signal }: SetupOptions): Promise<void> {
  const python = await findPython();
  if (python === null) {
    const { message, way } = noPython(purpose);
    throw new StudioError("unavailable", message, way);
  }
  const { code, output } = await runTool(python, ["-m", "venv", "--clear", venvOf(root)], { signal });
  if (code !== 0) throw venvFailure(python, output);
}

async function install(
  { root, name, size }: PythonPackage<unknown>,
  extras: readonly Extra[],
  { signal, report }: SetupOptions,
): Promise<void> {
  const files = [REQUIREMENTS, ...extras.map(extraRequirements)];
  const args = [
    ...["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"],
    ...files.flatMap((file) => ["-r", path.join(root, file)]),
  ];
  const { code, output } = await runTool(pythonOf(root), args, {
    signal,
    onLine: (line) => {
      if (/^(Collecting|Installing collected)/.test(line)) report(line.slice(0, 100));
    },
  });
  if (code !== 0) throw installFailure(output, `the ${name} takes ${size}`);
}

/** Puts the package on the environment's path by a `.pth` file, relative, so that the project's folder may move. */
async function linkPackage({ root, module }: PythonPackage<unknown>, signal: AbortSignal): Promise<void> {
  const { output } = await runTool(
    pythonOf(root),
    ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
    { signal },
  );
  const site = output.trim();
  await writeFile(path.join(site, `${module}.pth`), `${path.relative(site, root)}\n`);
}

async function startOnce<Check>(
  { root, module, name, library, check }: PythonPackage<Check>,
  signal: AbortSignal,
): Promise<Check> {
  const { output } = await runTool(pythonOf(root), ["-m", `${module}.check`], { signal });
  const found = parseCheck(check, output);
  if (found !== null) return found;
  throw new StudioError(
    "unavailable",
    `${library} is installed but does not start: ${output.split("\n").at(-1) ?? ""}`,
    `Remove the folder ${venvOf(root)} and prepare the ${name} again.`,
  );
}
