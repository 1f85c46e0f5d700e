import { migrate } from "@/server/db/migrate";
import { database } from "@/server/db/client";
import { localContext } from "@/server/services/context";
import { buildDemo } from "@/server/services/demo/build-demo";
import { step } from "./steps/step";

// A process of its own: the importer's memory goes back to the machine before the studio serves.
await step("Preparing the database", () => migrate());
const ctx = localContext();
if ((await ctx.db.corpus.count()) === 0) {
  await step("Building the demo corpus from texts in the installed packages", () =>
    buildDemo({ ctx, report: () => undefined, signal: new AbortController().signal }),
  );
}
await database().$disconnect();
