import { synthesiseCorpus } from "@/server/services/corpus/synthesise";
import { synthesiseInput } from "@/server/services/corpus/synthesise-request";
import type { JobRunner } from "@/server/services/job/job-runner";
import { parseInput } from "@/server/services/parse-input";

/** Makes a synthetic corpus; a worker that takes the job over begins again, and the leftovers of the first are cleared. */
export const runSynthesiseCorpus: JobRunner = async ({ ctx, payload, signal, report }) => ({
  ...(await synthesiseCorpus({ ctx, input: parseInput(synthesiseInput, payload), signal, report })),
});
