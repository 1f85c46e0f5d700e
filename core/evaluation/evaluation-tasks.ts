import { PUBLISHED_TASKS, type PublishedGroups, type PublishedTask } from "@/core/published-results";

/** The loss over the whole validation set of the corpus: a task of the studio's own, not of the harness. */
export const VALIDATION_TASK = "validation";

export type TaskGroup = keyof PublishedGroups;

export const GROUP_LABELS: Readonly<Record<TaskGroup, string>> = {
  generalKnowledge: "General knowledge",
  commonsense: "Commonsense",
  reading: "Reading",
};

/** A task of the paper: what lm-evaluation-harness calls it, what the paper does, and the group it averages it in. */
export interface PaperTask {
  readonly task: string;
  readonly published: PublishedTask;
  /** Null for those outside of the average. */
  readonly group: TaskGroup | null;
}

const OF_PAPER: Readonly<Record<PublishedTask, readonly [task: string, group: TaskGroup | null]>> = {
  "ARC-E": ["arc_easy", "generalKnowledge"],
  "ARC-C": ["arc_challenge", "generalKnowledge"],
  SciQ: ["sciq", "generalKnowledge"],
  HellaSwag: ["hellaswag", "commonsense"],
  SIQA: ["social_iqa", "commonsense"],
  WinoGrande: ["winogrande", "commonsense"],
  RACE: ["race", "reading"],
  OBQA: ["openbookqa", "reading"],
  MMLU: ["mmlu", null],
  NQ: ["nq_open", null],
};

/** In the order of the paper. */
export const PAPER_TASKS: readonly PaperTask[] = PUBLISHED_TASKS.map((published) => {
  const [task, group] = OF_PAPER[published];
  return { task, published, group };
});

/** The paper's task of that name in the harness. */
export const paperTaskOf = (task: string): PaperTask | null =>
  PAPER_TASKS.find((candidate) => candidate.task === task) ?? null;

/** What people call a task. */
export const taskLabel = (task: string): string =>
  task === VALIDATION_TASK ? "Validation set" : (paperTaskOf(task)?.published ?? task);
