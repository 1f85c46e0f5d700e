import { importCorpus, importCorpusInput } from "@/server/services/corpus/import";
import type { JobRunner } from "@/server/services/job/job-runner";
import { parseInput } from "@/server/services/parse-input";

/** Imports a corpus; a worker that takes the job over begins again, and the leftovers of the first are cleared. */
export const runImportCorpus: JobRunner = async ({ ctx, payload, signal, report }) => ({
  ...(await importCorpus({ ctx, input: parseInput(importCorpusInput, payload), signal, report })),
});
