import {
  GROUP_LABELS,
  PAPER_TASKS,
  paperTaskOf,
  taskLabel,
  type TaskGroup,
} from "@/core/evaluation/evaluation-tasks";
import { paperAverages } from "@/core/evaluation/paper-averages";
import { accuracyOf, type TaskMetric, type TaskResult } from "@/core/evaluation/task-result";
import type { ChartCell, ExportedFigure } from "@/core/exported-chart";
import { PUBLISHED_RESULTS, publishedStanding, type PublishedResult } from "@/core/published-results";

/** Accuracy in percent with its standard error. */
export interface Percent {
  readonly value: number;
  readonly stderr: number | null;
}

/** A line of the table of accuracies: a task, or the mean of a group of the paper's. */
export interface AccuracyRow {
  readonly key: string;
  readonly label: string;
  readonly isMean: boolean;
  readonly plain: Percent | null;
  readonly normalised: Percent | null;
  readonly n: number | null;
  readonly shots: number | null;
  /** What a reader must know of this figure: only some items, the person's own files. */
  readonly notes: readonly string[];
  /** Of the published results, in their order. */
  readonly published: readonly (number | null)[];
}

const percentOf = (metric: TaskMetric | null): Percent | null =>
  metric === null
    ? null
    : { value: 100 * metric.value, stderr: metric.stderr === null ? null : 100 * metric.stderr };

const mean = (value: number | null): Percent | null => (value === null ? null : { value, stderr: null });

/** Published results beside those of a run. */
export interface Beside {
  readonly results: readonly PublishedResult[];
  /** Whether they are of the run's model and as many tokens; else of larger trainings, for orientation only. */
  readonly sameSize: boolean;
}

const hasTasks = ({ tasks }: PublishedResult): boolean => Object.keys(tasks).length > 1;

/** Those that compare with the run; where there are none, those of which the accuracy of each task is published. */
export function publishedBeside(run: { readonly model: string; readonly tokens: number }): Beside {
  const same = PUBLISHED_RESULTS.filter((result) => publishedStanding(result, run) === "same-size");
  return same.length > 0
    ? { results: same, sameSize: true }
    : { results: PUBLISHED_RESULTS.filter(hasTasks), sameSize: false };
}

function taskRow(result: TaskResult, beside: readonly PublishedResult[]): AccuracyRow {
  const { plain, normalised } = accuracyOf(result);
  const paper = paperTaskOf(result.task);
  return {
    ...{ key: result.task, label: taskLabel(result.task), isMean: false },
    ...{ plain: percentOf(plain), normalised: percentOf(normalised), n: result.n, shots: result.shots },
    notes: [
      ...(result.limit === null ? [] : ["only the first items"]),
      ...(result.source === "files" ? ["own files"] : []),
    ],
    published: beside.map(({ tasks }) => (paper === null ? null : (tasks[paper.published] ?? null))),
  };
}

const ORDER: readonly TaskGroup[] = ["generalKnowledge", "commonsense", "reading"];

/** Rows of the accuracies as the paper groups them: each group's tasks, its mean where all of them are there, then the others. */
export function accuracyRows(
  results: readonly TaskResult[],
  beside: readonly PublishedResult[],
): AccuracyRow[] {
  const measured = results.filter((result) => accuracyOf(result).plain !== null);
  const plain = paperAverages(measured, "plain");
  const normalised = paperAverages(measured, "normalised");
  const meanRow = (key: TaskGroup | "average", label: string): AccuracyRow[] =>
    plain[key] === null
      ? []
      : [
          {
            ...{ key: `mean ${key}`, label, isMean: true, n: null, shots: null, notes: [] },
            ...{ plain: mean(plain[key]), normalised: mean(normalised[key]) },
            published: beside.map(({ groups, average }) =>
              key === "average" ? average : (groups?.[key] ?? null),
            ),
          },
        ];
  const rowsOf = (group: TaskGroup | null): AccuracyRow[] =>
    measured
      .filter(({ task }) => (paperTaskOf(task)?.group ?? null) === group)
      .toSorted((a, b) => placeOf(a.task) - placeOf(b.task))
      .map((result) => taskRow(result, beside));
  return [
    ...ORDER.flatMap((group) => [...rowsOf(group), ...meanRow(group, GROUP_LABELS[group])]),
    ...meanRow("average", "Average of the eight"),
    ...rowsOf(null),
  ];
}

const placeOf = (task: string): number => {
  const place = PAPER_TASKS.findIndex((paper) => paper.task === task);
  return place === -1 ? PAPER_TASKS.length : place;
};

/** Results that are no accuracies: their figures as the harness names them. */
export const otherFigures = (results: readonly TaskResult[]): TaskResult[] =>
  results.filter((result) => accuracyOf(result).plain === null);

const cells = (percent: Percent | null): ChartCell[] => [percent?.value ?? null, percent?.stderr ?? null];

/** The table of accuracies to take away. */
export const accuraciesFigure = (
  of: string,
  rows: readonly AccuracyRow[],
  beside: readonly PublishedResult[],
): ExportedFigure => ({
  title: `Accuracies of ${of}`,
  subtitle: "lm-evaluation-harness, percent with standard error; means over tasks as in the paper",
  names: [of, "Accuracies"],
  table: {
    columns: [
      { name: "task" },
      ...["accuracy", "normalised accuracy"].flatMap((name) => [
        { name, unit: "%" },
        { name, unit: "standard error" },
      ]),
      ...[{ name: "items" }, { name: "shots" }, { name: "notes" }],
      ...beside.map(({ label, model }) => ({ name: `${label}, ${model}, published`, unit: "%" })),
    ],
    rows: rows.map(({ label, plain, normalised, n, shots, notes, published }) => [
      ...[label, ...cells(plain), ...cells(normalised), n, shots, notes.join("; ")],
      ...published,
    ]),
  },
  drawing: null,
});
