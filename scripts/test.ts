import { setupGpu } from "@/server/training/gpu-environment";
import { setupLearn } from "@/server/training/learn-environment";
import type { SetupOptions } from "@/server/training/python-environment";
import { runChecks } from "./steps/checks";
import { prepareBuild, prepareGenerated } from "./steps/prepare";
import { step } from "./steps/step";
import { runEndToEnd, runIntegrationTests, runPythonTests, runUnitTests, type Tally } from "./steps/suites";

const began = performance.now();
await prepareGenerated();
const setup: SetupOptions = {
  extras: ["dev"],
  report: (line) => process.stdout.write(`  ${line}\n`),
  signal: new AbortController().signal,
};

async function prepareEnvironments(): Promise<void> {
  await step("Preparing the training environment (a few minutes the first time)", () =>
    setupGpu({ ...setup, extras: ["dev", "evaluate"] }),
  );
  await step("Preparing the learning environment (a minute the first time)", () => setupLearn(setup));
}

// One loads from the network and unpacks, the other computes.
await Promise.all([prepareEnvironments(), prepareBuild()]);
const checks = await runChecks();
const tallies: Tally[] = [{ ...checks, skipped: 0 }, await runUnitTests()];
// The integration tests wait for other processes about a third of their time.
const [integration, python] = await Promise.all([runIntegrationTests(), runPythonTests()]);
tallies.push(integration, ...python);
tallies.push(await runEndToEnd());

const sum = (key: keyof Tally): number => tallies.reduce((total, tally) => total + tally[key], 0);
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
process.stdout.write(`\nEverything ran in ${minutes} minutes.\n`);
process.stdout.write(
  `${String(sum("passed"))} passed, ${String(sum("failed"))} failed, ${String(sum("skipped"))} skipped\n`,
);
process.exit(sum("failed") === 0 ? 0 : 1);
