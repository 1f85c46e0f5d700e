import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

const QUESTIONS = ["The whale swims in the", "The captain sails the", "At night one sees a"].map(
  (question, at) => ({ question, choices: ["sea", "ship", "star"], answer: at }),
);

const TASK = {
  task: "harbour",
  dataset_path: "json",
  dataset_kwargs: { data_files: { validation: "harbour.jsonl" } },
  output_type: "multiple_choice",
  validation_split: "validation",
  doc_to_text: "{{question}}",
  doc_to_choice: "{{choices}}",
  doc_to_target: "{{answer}}",
  metric_list: ["acc", "acc_norm"].map((metric) => ({
    metric,
    aggregation: "mean",
    higher_is_better: true,
  })),
  metadata: { version: 3 },
};

/** Makes a folder with the task `harbour` of three questions, as a person would write it. */
export async function harbourTask(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  // YAML is a superset of JSON.
  await writeFile(path.join(folder, "harbour.yaml"), JSON.stringify(TASK));
  await writeFile(path.join(folder, "harbour.jsonl"), QUESTIONS.map((row) => JSON.stringify(row)).join("\n"));
  return folder;
}
