import { buildCorpus, type BuildOptions } from "@/server/services/corpus/build-corpus";
import { ImportProgress } from "@/server/services/corpus/importing/import-progress";

/** Builds a corpus in a process of its own, to be killed: the argument is the options as JSON. */
const options = JSON.parse(process.argv[2] ?? "{}") as Omit<BuildOptions, "signal" | "progress">;
await buildCorpus({
  ...options,
  signal: new AbortController().signal,
  progress: new ImportProgress(() => undefined),
});
