import { processesOf, type ClusterResources } from "@/core/cluster-resources";
import { tasksAskedAs, type EvaluationSettings } from "@/core/evaluation/evaluation-settings";
import { PAPER_TASKS, VALIDATION_TASK } from "@/core/evaluation/evaluation-tasks";

/** What a person has chosen so far; numbers are as typed. */
export interface EvaluateDraft {
  readonly chosen: ReadonlySet<string>;
  /** Names of the person's own tasks, separated by commas or blanks. */
  readonly own: string;
  readonly taskFolder: string;
  /** Empty: as each task says. */
  readonly shots: string;
  /** Empty: all items. */
  readonly limit: string;
}

export const FIRST_DRAFT: EvaluateDraft = {
  chosen: new Set([VALIDATION_TASK]),
  ...{ own: "", taskFolder: "", shots: "", limit: "" },
};

export const toggled = (chosen: ReadonlySet<string>, tasks: readonly string[]): ReadonlySet<string> => {
  const all = tasks.every((task) => chosen.has(task));
  const next = new Set(chosen);
  for (const task of tasks) {
    if (all) next.delete(task);
    else next.add(task);
  }
  return next;
};

export interface PlannedEvaluation {
  readonly settings: Pick<EvaluationSettings, "tasks"> | null;
  readonly taskFolder: string | null;
  /** What is wrong, in words; null where nothing is. */
  readonly fault: string | null;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/** A whole number of at least `least`, undefined for nothing, null for anything else. */
function whole(text: string, least: number): number | null | undefined {
  if (text.trim() === "") return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= least ? value : null;
}

/** The settings of a draft, or what keeps it from being one. Shots are for tasks of the harness, limits too. */
export function planEvaluation(draft: EvaluateDraft): PlannedEvaluation {
  const faulty = (fault: string): PlannedEvaluation => ({ settings: null, taskFolder: null, fault });
  const own = draft.own.split(/[\s,]+/).filter((name) => name !== "");
  const taskFolder = draft.taskFolder.trim() === "" ? null : draft.taskFolder.trim();
  const shots = whole(draft.shots, 0);
  const limit = whole(draft.limit, 1);
  if (shots === null || (shots ?? 0) > 100)
    return faulty("Shots are a whole number from 0 to 100, or nothing.");
  if (limit === null) return faulty("The limit is a whole number of at least 1, or nothing.");
  const wrong = own.find((name) => !NAME.test(name));
  if (wrong !== undefined) return faulty(`"${wrong}" is no name of a task.`);
  const known = [...PAPER_TASKS.map(({ task }) => task), VALIDATION_TASK].filter((task) =>
    draft.chosen.has(task),
  );
  const tasks = tasksAskedAs([...known, ...own], { shots, limit });
  return tasks.length === 0 ? faulty("Choose a task.") : { settings: { tasks }, taskFolder, fault: null };
}

/** An evaluation is one process; null where the place has room for exactly that. */
export function placeFault(resources: ClusterResources | null): string | null {
  const processes = resources === null ? 1 : processesOf(resources);
  return processes === 1
    ? null
    : `An evaluation is one process, and these resources are for ${String(processes)}: take one node with one GPU.`;
}
