import { gpuEnvironment } from "@/server/training/gpu-environment";
import { describeConformance } from "@/tests/support/launcher-conformance";

const environment = await gpuEnvironment();
if (environment.state !== "ready") console.log(`training is not tested: ${environment.message}`);

const skip = environment.state !== "ready";
describeConformance("this machine", { skip, mayFallSilent: false }, () =>
  Promise.resolve({
    id: "here",
    backends: [{ id: "here", kind: "local", label: "This machine" }],
    preempt: (launcher, runId, runDirectory) =>
      launcher.cancel({ runId, runDirectory, number: 1 }, { force: false }),
  }),
);
