import { StudioError } from "@/core/errors";
import { setupGpu } from "@/server/training/gpu-environment";
import { EXTRAS } from "@/server/training/python-package";

const began = performance.now();
const abort = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => abort.abort());
try {
  const check = await setupGpu({
    extras: EXTRAS.filter((extra) => process.argv.includes(`--${extra}`)),
    report: (line) => console.log(line),
    signal: abort.signal,
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`Ready after ${seconds} s: torch ${check.torch} on ${check.devices[0]?.name ?? "the CPU"}.`);
} catch (error) {
  if (!(error instanceof StudioError)) throw error;
  console.error(error.way === null ? error.message : `${error.message} ${error.way}`);
  process.exitCode = 1;
}
