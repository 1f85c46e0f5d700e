import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { gpuPython } from "@/server/training/gpu-environment";
import { learnPython } from "@/server/training/learn-environment";
import { ROOT } from "./step";

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const NOTHING_RAN: Tally = { passed: 0, failed: 1, skipped: 0 };

/** Runs a suite with its output passed through; a suite that leaves no report counts as one failure. */
async function suite(
  name: string,
  command: readonly string[],
  report: (folder: string) => {
    path: string;
    tally: (text: string) => Tally;
    env: Readonly<Record<string, string>>;
    args: string[];
  },
): Promise<Tally> {
  process.stdout.write(`\n── ${name} ──\n`);
  const folder = await mkdtemp(join(tmpdir(), "studio-report-"));
  try {
    const { path, tally, env, args } = report(folder);
    const [program = "", ...rest] = [...command, ...args];
    const code = await new Promise<number>((resolve) => {
      const child = spawn(program, rest, {
        cwd: ROOT,
        env: { ...process.env, ...env },
        stdio: ["ignore", "inherit", "inherit"],
      });
      child.on("error", () => resolve(1));
      child.on("exit", (status) => resolve(status ?? 1));
    });
    const text = await readFile(path, "utf8").catch(() => null);
    if (text === null) return NOTHING_RAN;
    const counted = tally(text);
    return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

/** Integration tests wait half of their time for programs that they started: more files at once than there are cores. */
const WORKERS = { unit: availableParallelism(), integration: availableParallelism() + 1 } as const;

interface VitestOptions {
  readonly name?: string;
  /** Parts of the paths of test files; all of the project without any. */
  readonly files?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export const runVitest = (
  project: keyof typeof WORKERS,
  { name = `${project} tests`, files = [], env = {} }: VitestOptions = {},
): Promise<Tally> => {
  const workers = `--maxWorkers=${String(WORKERS[project])}`;
  const command = ["npx", "--no-install", "vitest", "run", "--project", project, workers, ...files];
  return suite(name, command, (folder) => ({
    path: join(folder, "report.json"),
    env,
    args: ["--reporter=default", "--reporter=json", `--outputFile.json=${join(folder, "report.json")}`],
    tally: (text) => {
      const report = JSON.parse(text) as VitestReport;
      return {
        passed: report.numPassedTests,
        failed: report.numFailedTests,
        skipped: report.numPendingTests + report.numTodoTests,
      };
    },
  }));
};

const attribute = (xml: string, name: string): number =>
  Number(new RegExp(` ${name}="(\\d+)"`).exec(xml)?.[1] ?? 0);

/** @param folder of the package, below workers/ */
const runPytest = (name: string, python: string, folder: string): Promise<Tally> =>
  suite(name, [python, "-m", "pytest", "-q", `workers/${folder}/tests`], (reports) => ({
    path: join(reports, "report.xml"),
    env: {},
    args: [`--junitxml=${join(reports, "report.xml")}`],
    tally: (xml) => {
      const failed = attribute(xml, "failures") + attribute(xml, "errors");
      const skipped = attribute(xml, "skipped");
      return { passed: attribute(xml, "tests") - failed - skipped, failed, skipped };
    },
  }));

export const runTrainerTests = (): Promise<Tally> => runPytest("Python trainer", gpuPython(), "gpu");

export const runLearningTests = (): Promise<Tally> => runPytest("Python learning", learnPython(), "learn");

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

export const runEndToEnd = async (): Promise<Tally> => {
  await mkdir(join(ROOT, "test-results"), { recursive: true });
  return suite("end to end in Chromium", ["npx", "--no-install", "playwright", "test"], (folder) => ({
    path: join(folder, "report.json"),
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, "report.json") },
    args: ["--reporter=list,json"],
    tally: (text) => {
      const { stats } = JSON.parse(text) as PlaywrightReport;
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
    },
  }));
};
