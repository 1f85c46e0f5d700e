import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ROOT } from "./step";

const run = promisify(execFile);

interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

const CHECKS: readonly Check[] = [
  { name: "types", command: ["tsc", "--noEmit", "-p", "."] },
  {
    name: "lint",
    command: [
      "eslint",
      "--cache",
      "--cache-location",
      "node_modules/.cache/eslint/",
      "--max-warnings=0",
      ".",
    ],
  },
  { name: "format", command: ["prettier", "--check", "--log-level=warn", "--cache", "."] },
  {
    name: "import rules",
    command: [
      "depcruise",
      "--config",
      ".dependency-cruiser.cjs",
      "app",
      "components",
      "core",
      "server",
      "workers",
      "scripts",
      "proxy.ts",
    ],
  },
  { name: "unused code", command: ["knip", "--no-progress"] },
];

interface ExecFailure {
  readonly stdout: string;
  readonly stderr: string;
}

async function passes({ name, command }: Check): Promise<boolean> {
  const began = performance.now();
  const report = (verdict: string): void =>
    void process.stdout.write(
      `  ${verdict} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`,
    );
  try {
    await run("npx", ["--no-install", ...command], { cwd: ROOT, maxBuffer: 1 << 26 });
    report("✓");
    return true;
  } catch (error) {
    const { stdout, stderr } = error as ExecFailure;
    report("✗");
    process.stdout.write(`${stdout}${stderr}\n`);
    return false;
  }
}

/** Format, lint, types, import rules and unused code, two at a time: every one is an error. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  process.stdout.write("Checking …\n");
  const waiting = [...CHECKS];
  const verdicts: boolean[] = [];
  const lane = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift())
      verdicts.push(await passes(check));
  };
  await Promise.all([lane(), lane()]);
  const passed = verdicts.filter(Boolean).length;
  return { passed, failed: verdicts.length - passed };
}
