import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./step";

const run = promisify(execFile);

interface Check {
  readonly name: string;
  /** Below node_modules. */
  readonly program: string;
  readonly args: readonly string[];
}

const CHECKS: readonly Check[] = [
  { name: "lint", program: ".bin/oxlint", args: ["--deny-warnings"] },
  { name: "types", program: "typescript-7/bin/tsc", args: ["--noEmit", "-p", "."] },
  { name: "format", program: ".bin/prettier", args: ["--check", "--log-level=warn", "--cache", "."] },
  {
    name: "import rules",
    program: ".bin/depcruise",
    args: [
      ...["--config", ".dependency-cruiser.cjs"],
      ...["app", "components", "core", "server", "workers", "scripts", "proxy.ts"],
    ],
  },
  { name: "unused code", program: ".bin/knip", args: ["--no-progress"] },
];

interface ExecFailure {
  readonly stdout: string;
  readonly stderr: string;
}

async function passes({ name, program, args }: Check): Promise<boolean> {
  const began = performance.now();
  const report = (verdict: string): void =>
    void process.stdout.write(
      `  ${verdict} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`,
    );
  try {
    await run(join(ROOT, "node_modules", program), args, { cwd: ROOT, maxBuffer: 1 << 26 });
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
