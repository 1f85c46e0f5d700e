import { taskLabel } from "@/core/evaluation/evaluation-tasks";
import type { TaskMetric, TaskResult } from "@/core/evaluation/task-result";
import { count, table, yamlText } from "@/core/markdown-card";
import { plainMarkdownLine } from "@/core/plain-markdown";

/** Lines of the front matter by which the Hugging Face Hub shows results (model-index); none without results. */
export function modelIndex(model: string, results: readonly TaskResult[]): string[] {
  if (results.length === 0) return [];
  return [
    "model-index:",
    `- name: ${yamlText(model)}`,
    "  results:",
    ...results.flatMap((result) => [
      "  - task:",
      "      type: text-generation",
      "    dataset:",
      `      name: ${yamlText(datasetName(result))}`,
      `      type: ${yamlText(result.task)}`,
      "    metrics:",
      ...result.metrics.flatMap((metric) => [
        `    - type: ${yamlText(metric.name)}`,
        `      name: ${yamlText(metricName(metric))}`,
        `      value: ${String(metric.value)}`,
      ]),
    ]),
  ];
}

function datasetName({ task, shots, limit }: TaskResult): string {
  const asked = [
    ...(shots === null ? [] : [`${String(shots)}-shot`]),
    ...(limit === null ? [] : [`first ${count(limit)} items`]),
  ];
  return asked.length === 0 ? taskLabel(task) : `${taskLabel(task)} (${asked.join(", ")})`;
}

const metricName = ({ name, filter }: TaskMetric): string =>
  filter === "none" ? name : `${name}, ${filter}`;

/** The results as a table, and what they depend on. */
export function evaluationText(results: readonly TaskResult[]): string {
  const rows = results.flatMap((result) =>
    result.metrics.map((metric) => [
      plainMarkdownLine(datasetName(result)),
      plainMarkdownLine(metricName(metric)),
      metric.value.toFixed(4),
      metric.stderr === null ? "–" : metric.stderr.toFixed(4),
      count(result.n),
    ]),
  );
  const harness = [...new Set(results.flatMap(({ harness: version }) => version ?? []))].join(", ");
  const measured =
    harness === "" ? "" : `${plainMarkdownLine(`Measured with lm-evaluation-harness ${harness}.`)} `;
  const own = results.filter(({ source }) => source === "files").map(({ task }) => plainMarkdownLine(task));
  const ownText =
    own.length === 0 ? "" : ` Items of ${own.join(", ")} are from files of the evaluator's own.`;
  return `${table(["Task", "Metric", "Value", "Standard error", "Items"], rows, [2, 3, 4])}\n\n${measured}Items of the validation set are its tokens.${ownText}`;
}
