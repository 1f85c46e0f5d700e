import { localContext } from "@/server/services/context";
import { importCorpus } from "@/server/services/corpus/import";

/** Imports in a process of its own, to be killed: arguments are the input as JSON; prints each progress as JSON. */
const input: unknown = JSON.parse(process.argv[2] ?? "{}");
await importCorpus({
  ctx: localContext(),
  input: input as Parameters<typeof importCorpus>[0]["input"],
  signal: new AbortController().signal,
  report: (progress) => console.log(JSON.stringify(progress)),
  roots: null,
});
