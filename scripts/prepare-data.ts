import { migrate } from "@/server/db/migrate";
import { database } from "@/server/db/client";
import { localContext } from "@/server/services/context";
import { isRestorePending, settleRestore } from "@/server/services/backup/pending-restore";
import { buildDemo } from "@/server/services/demo/build-demo";
import { completeCorpus, corporaWithoutParts } from "@/server/services/preview/complete-corpora";
import { progressLine } from "@/server/cli/progress-line";
import { step } from "./steps/step";

// A process of its own: the importer's memory goes back to the machine before the studio serves.
await step("Preparing the database", () => migrate());
const ctx = localContext();
if (isRestorePending(ctx.home)) await step("Ending a restore that was cut off", () => settleRestore(ctx));
if ((await ctx.db.corpus.count()) === 0) {
  const progress = progressLine(process.stderr);
  await step("Building the demo corpus from texts in the installed packages", async () => {
    await buildDemo({ ctx, report: progress.write, signal: new AbortController().signal });
    progress.end();
  });
}
const old = await corporaWithoutParts(ctx);
if (old.length > 0) {
  await step("Preparing corpora of an older studio for this one", async () => {
    for (const fingerprint of old) await completeCorpus(ctx, fingerprint, new AbortController().signal);
  });
}
await database().$disconnect();
