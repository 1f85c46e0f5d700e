import { randomUUID } from "node:crypto";
import { recipeSchema } from "@/core/recipe";
import { database } from "@/server/db/client";
import { migrate } from "@/server/db/migrate";
import type { Context } from "@/server/services/context";
import { listCorpora } from "@/server/services/corpus/list";
import { DEMO_NAME } from "@/server/services/demo/demo-name";
import { buildDemo } from "@/server/services/demo/build-demo";
import { runJobHere } from "@/server/services/job/run-here";
import { confirmSelection } from "@/server/services/selection/confirm";
import { countSelection } from "@/server/services/selection/count";
import { materialiseSelection } from "@/server/services/selection/materialise";
import { databasePath } from "@/server/storage/home";

const RECIPE = recipeSchema.parse({
  name: "longest first",
  weights: { word_count: 1 },
  normalisation: "rank",
  budget: { share: 0.1 },
});

/** A studio in `home` with the demo corpus and a written selection of a tenth of its tokens. */
export async function demoSelection(home: string): Promise<{ ctx: Context; selectionId: string }> {
  process.env["STUDIO_HOME"] = home;
  const url = `file:${databasePath(home)}`;
  await migrate(url);
  const ctx: Context = { db: database(url), workspaceId: "local", actor: "local", role: "admin", home };
  const { signal } = new AbortController();
  await buildDemo({ ctx, report: () => undefined, signal });
  const corpus = (await listCorpora({ ctx })).find(({ name }) => name === DEMO_NAME);
  if (corpus === undefined) throw new Error("the demo corpus was not built");
  const { versionId } = corpus;
  const { documents, tokens } = await countSelection({ ctx, input: { versionId, recipe: RECIPE } });
  const { id, jobId } = await confirmSelection({
    ctx,
    input: { id: randomUUID(), versionId, recipe: RECIPE, expected: { documents, tokens } },
  });
  await runJobHere({
    ...{ ctx, jobId: jobId ?? "", run: materialiseSelection, shutdown: signal },
    onProgress: () => undefined,
  });
  return { ctx, selectionId: id };
}
