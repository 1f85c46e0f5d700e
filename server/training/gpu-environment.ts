import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { findPython, OLDEST_PYTHON } from "@/server/training/find-python";
import {
  DEV_REQUIREMENTS,
  gpuPython,
  gpuRoot,
  gpuStampPath,
  gpuVenv,
  parseGpuCheck,
  readGpuStamp,
  REQUIREMENTS,
  requirementsHash,
  type GpuCheck,
  type GpuStamp,
} from "@/server/training/gpu-stamp";
import { installFailure, venvFailure } from "@/server/training/pip-failure";
import { runTool } from "@/server/training/run-tool";
import { withSetupLock } from "@/server/training/setup-lock";

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
export async function gpuEnvironment(root = gpuRoot()): Promise<GpuEnvironment> {
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
  if (python === null) return { state: "no-python", python, check: null, ...NO_PYTHON };
  return {
    state: "missing",
    python,
    check: null,
    message: "Training needs PyTorch, which is not installed yet.",
    way: "Prepare the training environment; it takes a few minutes once and about 1.5 GB.",
  };
}

const NO_PYTHON = {
  message: `Training needs Python ${String(OLDEST_PYTHON.major)}.${String(OLDEST_PYTHON.minor)} or newer, and none was found.`,
  way: "Install Python from python.org or your package manager, then try again.",
} as const;

export interface GpuSetupOptions {
  /** One line a step and per package that pip takes up. */
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
  /** `dev` adds ruff, mypy and pytest. */
  readonly extras?: readonly "dev"[];
  readonly root?: string;
}

interface Wanted {
  readonly requirements: string;
  readonly dev: string | null;
}

/**
 * Makes workers/gpu/.venv what the requirements say; at once when it is so already, and safe to repeat after a break.
 * Everything goes into one `pip install`, so that no package can bring another torch along.
 * @throws StudioError `unavailable` that names what is missing: Python, its venv module, the network or disk space;
 * `conflict` while another process prepares it, `cancelled` on abort.
 */
export async function setupGpu(options: GpuSetupOptions): Promise<GpuCheck> {
  const root = options.root ?? gpuRoot();
  const wanted: Wanted = {
    requirements: await requirementsHash(REQUIREMENTS, root),
    dev: options.extras?.includes("dev") === true ? await requirementsHash(DEV_REQUIREMENTS, root) : null,
  };
  const found = await readGpuStamp(root);
  if (found !== null && satisfies(found, wanted)) {
    options.report("The training environment is up to date.");
    return found.check;
  }
  return withSetupLock(path.join(root, ".setup.lock"), () => prepare(root, wanted, found, options));
}

const satisfies = (stamp: GpuStamp, wanted: Wanted): boolean =>
  stamp.requirements === wanted.requirements && (wanted.dev === null || stamp.dev === wanted.dev);

async function prepare(
  root: string,
  wanted: Wanted,
  found: GpuStamp | null,
  options: GpuSetupOptions,
): Promise<GpuCheck> {
  await rm(gpuStampPath(root), { force: true });
  const keepsDev = found !== null && found.dev !== null;
  const dev = wanted.dev ?? (keepsDev ? await requirementsHash(DEV_REQUIREMENTS, root) : null);
  if (!(await runs(gpuPython(root))))
    await timed(options, "Making a Python environment", () => makeVenv(root, options));
  await timed(options, "Installing PyTorch and what it trains with", () =>
    install(root, dev !== null, options),
  );
  await linkPackage(root, options.signal);
  const check = await timed(options, "Starting PyTorch once", () => checkDevice(root, options.signal));
  const stamp: GpuStamp = { requirements: wanted.requirements, dev, check };
  await writeFileAtomic(gpuStampPath(root), `${JSON.stringify(stamp)}\n`);
  return check;
}

async function timed<T>(options: GpuSetupOptions, title: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  options.report(`${title} …`);
  const result = await work();
  options.report(`${title}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

/** Whether the environment's Python starts; it does not after the Python it was made from has gone. */
const runs = async (python: string): Promise<boolean> =>
  (await runTool(python, ["-c", "import pip"])).code === 0;

async function makeVenv(root: string, options: GpuSetupOptions): Promise<void> {
  const python = await findPython();
  if (python === null) throw new StudioError("unavailable", NO_PYTHON.message, NO_PYTHON.way);
  const { code, output } = await runTool(python, ["-m", "venv", "--clear", gpuVenv(root)], {
    signal: options.signal,
  });
  if (code !== 0) throw venvFailure(python, output);
}

async function install(root: string, withDev: boolean, options: GpuSetupOptions): Promise<void> {
  const files = withDev ? [REQUIREMENTS, DEV_REQUIREMENTS] : [REQUIREMENTS];
  const args = [
    ...["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"],
    ...files.flatMap((file) => ["-r", path.join(root, file)]),
  ];
  const { code, output } = await runTool(gpuPython(root), args, {
    signal: options.signal,
    onLine: (line) => {
      if (/^(Collecting|Installing collected)/.test(line)) options.report(line.slice(0, 100));
    },
  });
  if (code !== 0) throw installFailure(output);
}

/** Puts the package on the environment's path by a `.pth` file, relative, so that the project's folder may move. */
async function linkPackage(root: string, signal: AbortSignal): Promise<void> {
  const { output } = await runTool(
    gpuPython(root),
    ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
    { signal },
  );
  const site = output.trim();
  await writeFile(path.join(site, "meta_rater_gpu.pth"), `${path.relative(site, root)}\n`);
}

async function checkDevice(root: string, signal: AbortSignal): Promise<GpuCheck> {
  const { output } = await runTool(gpuPython(root), ["-m", "meta_rater_gpu.check"], { signal });
  const check = parseGpuCheck(output);
  if (check !== null) return check;
  throw new StudioError(
    "unavailable",
    `PyTorch is installed but does not start: ${output.split("\n").at(-1) ?? ""}`,
    `Remove the folder ${gpuVenv(root)} and prepare the training environment again.`,
  );
}
