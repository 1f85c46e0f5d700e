import { CheckSquare } from "@/components/ui/check-square";
import { toggled } from "@/components/evaluations/evaluate-draft";
import {
  GROUP_LABELS,
  PAPER_TASKS,
  taskLabel,
  VALIDATION_TASK,
  type TaskGroup,
} from "@/core/evaluation/evaluation-tasks";

interface TaskChoiceProps {
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
}

const of = (group: TaskGroup | null): string[] =>
  PAPER_TASKS.filter((task) => task.group === group).map(({ task }) => task);

const GROUPS: readonly { readonly title: string; readonly tasks: readonly string[] }[] = [
  { title: "This corpus", tasks: [VALIDATION_TASK] },
  { title: GROUP_LABELS.generalKnowledge, tasks: of("generalKnowledge") },
  { title: GROUP_LABELS.commonsense, tasks: of("commonsense") },
  { title: GROUP_LABELS.reading, tasks: of("reading") },
  { title: "Outside the average", tasks: of(null) },
];

/** The validation set and the tasks of the paper, as the paper groups them. */
export const TaskChoice = ({ chosen, onChosen }: TaskChoiceProps) => (
  <div className="space-y-3">
    {GROUPS.map(({ title, tasks }) => (
      <div
        key={title}
        role="group"
        aria-label={title}
        className="flex flex-wrap items-center gap-x-2 gap-y-1"
      >
        <span className="shrink-0 text-sm text-muted max-sm:w-full sm:w-36">{title}</span>
        {tasks.map((task) => (
          <Choice
            key={task}
            label={taskLabel(task)}
            checked={chosen.has(task)}
            onToggle={() => onChosen(toggled(chosen, [task]))}
          />
        ))}
      </div>
    ))}
  </div>
);

interface ChoiceProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onToggle: () => void;
}

const Choice = ({ label, checked, onToggle }: ChoiceProps) => (
  <button
    type="button"
    role="checkbox"
    aria-checked={checked}
    onClick={onToggle}
    className="control flex items-center gap-2 rounded-md px-2 text-sm hover:bg-hover"
  >
    <CheckSquare checked={checked} />
    {label}
  </button>
);
