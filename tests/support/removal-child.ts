import { localContext } from "@/server/services/context";
import { cleanUp } from "@/server/services/corpus/clean-up";
import { removeCorpus } from "@/server/services/corpus/remove";

/** Deletes or cleans up in a process of its own, which kills itself without warning: arguments are act, input as JSON, when. */
const [act, json = "{}", when] = process.argv.slice(2);
const input: unknown = JSON.parse(json);
const ctx = localContext();
const killAt = (step: string): void => {
  if (step === when) process.kill(process.pid, "SIGKILL");
};
if (act === "remove") {
  await removeCorpus({ ctx, input: input as Parameters<typeof removeCorpus>[0]["input"], onStep: killAt });
} else {
  await cleanUp({ ctx, input: input as Parameters<typeof cleanUp>[0]["input"], onRemoved: killAt });
}
