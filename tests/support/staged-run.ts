import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { shapeOf } from "@/core/models";
import { defaultTrainSettings } from "@/core/train-settings";
import { submitRun } from "@/server/services/run/submit";
import { corpusPath, runPath, selectionPath } from "@/server/storage/home";
import { stageBundle } from "@/server/training/bundle";
import { keepModelManifest } from "@/server/training/model-manifest";
import type { TestStudio } from "@/tests/support/studio-home";

/** A run on a written selection that has its bundle and files for a model, as if the trainer had just succeeded. */
export async function stagedRun(
  { ctx, home }: TestStudio,
  selectionId: string,
  name: string,
): Promise<string> {
  const id = randomUUID();
  const train = defaultTrainSettings("tiny");
  await submitRun({ ctx, input: { id, selectionId, name, backend: "local", model: "tiny", train } });
  const selection = await ctx.db.selection.findUniqueOrThrow({ where: { id: selectionId } });
  const runDirectory = runPath(id, home);
  const bundleSha256 = await stageBundle(
    { runId: id, model: "tiny", shape: shapeOf("tiny"), train },
    {
      corpusDirectory: corpusPath(selection.fingerprint, home),
      selectionDirectory: selectionPath(selection.selectionKey, home),
      runDirectory,
    },
  );
  await mkdir(path.join(runDirectory, "model"));
  await writeFile(path.join(runDirectory, "model", "model.safetensors"), Buffer.alloc(4_096, 7));
  await writeFile(path.join(runDirectory, "model", "config.json"), "{}");
  const modelSha256 = await keepModelManifest(runDirectory);
  const state = { state: "succeeded", step: 128, bundleSha256, modelSha256 };
  await ctx.db.run.update({ where: { id }, data: state });
  return id;
}
