import { constants } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ClusterResources } from "@/core/cluster-resources";
import type { EvaluationSettings } from "@/core/evaluation/evaluation-settings";
import { VALIDATION_TASK } from "@/core/evaluation/evaluation-tasks";
import { tokenizerJson } from "@/core/tokens/tokenizer-json";
import { bundleOnce } from "@/server/training/bundle-draft";
import { copyTasks } from "@/server/training/copy-tasks";

export interface EvaluationSpecification extends EvaluationSettings {
  readonly evaluationId: string;
  /** The run whose model is measured; its folder lies beside that of the evaluation. */
  readonly runId: string;
  /** Over the files of the model. */
  readonly modelSha256: string;
  /** Tokens of a sequence of the validation set, as in the training. */
  readonly context: number;
  /** What the evaluation asks of a cluster; absent on this machine. */
  readonly cluster?: ClusterResources | undefined;
}

export interface EvaluationSources {
  readonly runDirectory: string;
  /** corpora/<fingerprint> */
  readonly corpusDirectory: string;
  /** Folder of the person's own tasks, absent without any. */
  readonly taskFolder?: string | undefined;
}

const VALIDATION_FILE = "data/validation.parquet";
const TOKENIZER_FILE = "tokenizer/tokenizer.json";
const TASK_FOLDER = "tasks";

/** bundle/run.json of an evaluation; docs/training-contract.md. Names of secrets, never values. */
const evaluationJson = (of: EvaluationSpecification, hasTaskFolder: boolean) => ({
  v: 1,
  run: of.evaluationId,
  stage: "evaluate",
  model: { run: of.runId, path: `../${of.runId}/model`, sha256: of.modelSha256 },
  evaluate: { tasks: of.tasks, seed: of.seed, ...(hasTaskFolder ? { taskFolder: TASK_FOLDER } : {}) },
  ...(needsValidation(of)
    ? { validation: { files: [VALIDATION_FILE], tokenizer: TOKENIZER_FILE, context: of.context } }
    : {}),
  resources: { processes: 1, ...(of.cluster === undefined ? {} : { cluster: of.cluster }) },
  secrets: of.tasks.every(({ name }) => name === VALIDATION_TASK) ? [] : ["HF_TOKEN"],
});

const needsValidation = ({ tasks }: EvaluationSettings): boolean =>
  tasks.some(({ name }) => name === VALIDATION_TASK);

/**
 * Makes runs/<id>/bundle of an evaluation once: settings, the person's own tasks and their data, the validation set. Returns
 * bundle_sha256, at once when it is there.
 * @throws StudioError `invalid-input` for a task folder without task files, or with too much
 */
export const stageEvaluation = (of: EvaluationSpecification, sources: EvaluationSources): Promise<string> =>
  bundleOnce(sources.runDirectory, async (draft) => {
    if (needsValidation(of)) await copyValidation(draft, sources.corpusDirectory);
    if (sources.taskFolder !== undefined) await copyTasks(sources.taskFolder, path.join(draft, TASK_FOLDER));
    const json = evaluationJson(of, sources.taskFolder !== undefined);
    await writeFile(path.join(draft, "run.json"), JSON.stringify(json, null, 2));
  });

async function copyValidation(draft: string, corpusDirectory: string): Promise<void> {
  for (const file of [VALIDATION_FILE, TOKENIZER_FILE]) await mkdir(path.dirname(path.join(draft, file)));
  await copyFile(
    path.join(corpusDirectory, "validation.parquet"),
    path.join(draft, VALIDATION_FILE),
    constants.COPYFILE_FICLONE,
  );
  await writeFile(path.join(draft, TOKENIZER_FILE), JSON.stringify(tokenizerJson()));
}
