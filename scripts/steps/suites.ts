import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { gpuPython } from "@/server/training/gpu-environment";
import { learnPython } from "@/server/training/learn-environment";
import { POSTGRESQL_FILES } from "./postgresql-files";
import { postgresqlAnswers } from "./postgresql-server";
import { ROOT } from "./step";

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const NOTHING_RAN: Tally = { passed: 0, failed: 1, skipped: 0 };

interface Suite {
  readonly name: string;
  readonly command: readonly string[];
  /** Says in its report, a file in the folder, how it ended. */
  readonly report: (folder: string) => {
    readonly path: string;
    readonly tally: (text: string) => Tally;
    readonly env: Readonly<Record<string, string>>;
    readonly args: readonly string[];
  };
  /** What it prints comes at once at its end, for another suite prints meanwhile. */
  readonly beside?: boolean;
}

/** Exit code of a program, whose output is passed through or handed to `print` piece by piece. */
const exitCodeOf = (
  [program = "", ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  print: ((piece: Buffer) => void) | null,
): Promise<number> =>
  new Promise((resolve) => {
    const output = print === null ? "inherit" : "pipe";
    const child = spawn(program, args, { cwd: ROOT, env, stdio: ["ignore", output, output] });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (piece: Buffer) => {
        print?.(piece);
      });
    child.on("error", () => resolve(1));
    child.on("close", (status) => resolve(status ?? 1));
  });

/** Runs a suite; one that leaves no report counts as one failure. */
async function suite({ name, command, report, beside = false }: Suite): Promise<Tally> {
  const title = `\n── ${name} ──\n`;
  if (!beside) process.stdout.write(title);
  const folder = await mkdtemp(join(tmpdir(), "studio-report-"));
  const printed: Buffer[] = [];
  try {
    const { path, tally, env, args } = report(folder);
    const print = beside ? (piece: Buffer) => void printed.push(piece) : null;
    const code = await exitCodeOf([...command, ...args], { ...process.env, ...env }, print);
    const text = await readFile(path, "utf8").catch(() => null);
    if (text === null) return NOTHING_RAN;
    const counted = tally(text);
    return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  } finally {
    if (beside) process.stdout.write(`${title}${Buffer.concat(printed).toString()}`);
    await rm(folder, { recursive: true, force: true });
  }
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

const runVitest = (name: string, projects: readonly string[], workers: number): Promise<Tally> => {
  const chosen = projects.flatMap((project) => ["--project", project]);
  const command = ["npx", "--no-install", "vitest", "run", ...chosen, `--maxWorkers=${String(workers)}`];
  return suite({
    name,
    command,
    report: (folder) => ({
      path: join(folder, "report.json"),
      env: {},
      args: ["--reporter=default", "--reporter=json", `--outputFile.json=${join(folder, "report.json")}`],
      tally: (text) => {
        const report = JSON.parse(text) as VitestReport;
        return {
          passed: report.numPassedTests,
          failed: report.numFailedTests,
          skipped: report.numPendingTests + report.numTodoTests,
        };
      },
    }),
  });
};

export const runUnitTests = (): Promise<Tally> => runVitest("unit tests", ["unit"], availableParallelism());

/** Integration tests wait half of their time for programs that they started: more files at once than there are cores. */
const INTEGRATION_WORKERS = availableParallelism() + 1;

/** Those that the database decides once more on PostgreSQL; skipped, and said so, where no server answers. */
export async function runIntegrationTests(): Promise<Tally> {
  const onPostgresql = await postgresqlAnswers();
  const projects = onPostgresql ? ["integration", "postgresql"] : ["integration"];
  const tally = await runVitest(projects.join(" and "), projects, INTEGRATION_WORKERS);
  return onPostgresql ? tally : { ...tally, skipped: tally.skipped + POSTGRESQL_FILES.length };
}

const attribute = (xml: string, name: string): number =>
  Number(new RegExp(` ${name}="(\\d+)"`).exec(xml)?.[1] ?? 0);

/** @param folder of the package, below workers/ */
const runPytest = (name: string, python: string, folder: string): Promise<Tally> =>
  suite({
    name,
    beside: true,
    command: [python, "-m", "pytest", "-q", `workers/${folder}/tests`],
    report: (reports) => ({
      path: join(reports, "report.xml"),
      env: {},
      args: [`--junitxml=${join(reports, "report.xml")}`],
      tally: (xml) => {
        const failed = attribute(xml, "failures") + attribute(xml, "errors");
        const skipped = attribute(xml, "skipped");
        return { passed: attribute(xml, "tests") - failed - skipped, failed, skipped };
      },
    }),
  });

/** One after the other. */
export async function runPythonTests(): Promise<Tally[]> {
  const trainer = await runPytest("Python trainer", gpuPython(), "gpu");
  return [trainer, await runPytest("Python learning", learnPython(), "learn")];
}

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
  return suite({
    name: "end to end in Chromium",
    command: ["npx", "--no-install", "playwright", "test"],
    report: (folder) => ({
      path: join(folder, "report.json"),
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, "report.json") },
      args: ["--reporter=list,json"],
      tally: (text) => {
        const { stats } = JSON.parse(text) as PlaywrightReport;
        return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
      },
    }),
  });
};
