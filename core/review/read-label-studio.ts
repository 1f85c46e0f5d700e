import { z } from "zod";
import { FLAGGED, TAGS } from "@/core/review/label-studio";
import type { Question } from "@/core/review/question";
import {
  answeredAtSchema,
  faultText,
  judgeAnswer,
  MOST_ANSWERS,
  ProblemList,
  reviewerNameSchema,
  rubricVersionSchema,
  secondsSchema,
  tooManyAnswers,
  type AnswersRead,
  type ReadAnswer,
  type ToldAnswer,
} from "@/core/review/read-answer";
import { RUBRIC_VERSION } from "@/core/review/rubrics";

const taskSchema = z.object({
  data: z.object({ document: z.string().min(1) }),
  annotations: z.array(z.unknown()).default([]),
});

const resultSchema = z.object({
  id: z.string().nullish(),
  from_name: z.string(),
  value: z.object({
    choices: z.array(z.string()).optional(),
    rating: z.number().optional(),
    text: z.union([z.string(), z.array(z.string())]).optional(),
    start: z.number().optional(),
    end: z.number().optional(),
  }),
});
type Result = z.output<typeof resultSchema>;

const annotationSchema = z.object({
  completed_by: z
    .union([
      z
        .number()
        .int()
        .transform((id) => `Annotator ${String(id)}`),
      z.object({ email: z.string() }).transform(({ email }) => email),
    ])
    .pipe(reviewerNameSchema),
  created_at: answeredAtSchema,
  lead_time: secondsSchema,
  was_cancelled: z.boolean().nullish(),
  ground_truth: z.boolean().nullish(),
  result: z.array(resultSchema),
  studio: z.object({ extra: z.boolean(), rubricVersion: rubricVersionSchema }).nullish(),
});
type Annotation = z.output<typeof annotationSchema>;

/**
 * Reads an array of Label Studio's tasks (docs/reviewing.md says which tags mean what); whatever a task holds, it is no error.
 * @throws StudioError `invalid-input` for too many answers
 */
export function readLabelStudio(tasks: readonly unknown[], questions: readonly Question[]): AnswersRead {
  const answers: ReadAnswer[] = [];
  const problems = new ProblemList();
  const seen = new Set<string>();
  tasks.forEach((task, at) => {
    const where = `task ${String(at + 1)}`;
    const parsed = taskSchema.safeParse(task);
    if (!parsed.success)
      return problems.add({ where, document: null, reviewer: null, reason: faultText(parsed.error) });
    const { document } = parsed.data.data;
    return parsed.data.annotations.forEach((annotation, place) => {
      const judged = readAnnotation(annotation, {
        where: `${where}, annotation ${String(place + 1)}`,
        document,
        questions,
        seen,
      });
      if ("problem" in judged) return problems.add(judged.problem);
      if (answers.length === MOST_ANSWERS) throw tooManyAnswers();
      answers.push(judged.answer);
    });
  });
  return { answers, problems: problems.told, problemCount: problems.count };
}

interface Placed {
  readonly where: string;
  readonly document: string;
  readonly questions: readonly Question[];
  /** Documents and reviewers of the answers before. */
  readonly seen: Set<string>;
}

function readAnnotation(annotation: unknown, { where, document, questions, seen }: Placed) {
  const problem = (reason: string, reviewer: string | null) => ({
    problem: { where, document, reviewer, reason },
  });
  const parsed = annotationSchema.safeParse(annotation);
  if (!parsed.success) return problem(faultText(parsed.error), null);
  const { completed_by: reviewer, created_at: answeredAt, ground_truth: settled } = parsed.data;
  if (settled === true)
    return problem("A ruling is no reviewer's answer; documents are settled under Adjudicate.", reviewer);
  const key = JSON.stringify([document, reviewer]);
  if (seen.has(key))
    return problem("It is the second annotation of this document by this reviewer.", reviewer);
  seen.add(key);
  return judgeAnswer(
    {
      where,
      document,
      reviewer,
      answer: answerIn(parsed.data),
      extra: parsed.data.studio?.extra ?? false,
      rubricVersion: parsed.data.studio?.rubricVersion ?? RUBRIC_VERSION,
      answeredAt,
      seconds: parsed.data.lead_time ?? null,
    },
    questions,
  );
}

function answerIn({ was_cancelled: skipped, result }: Annotation): ToldAnswer["answer"] {
  if (skipped === true)
    return { state: "skipped", reason: textIn(result, TAGS.reason) || "Skipped in Label Studio" };
  const own = new Set<string>(Object.values(TAGS));
  const values = new Map<string, number | string>();
  for (const { from_name: name, value } of result) {
    const said = value.rating ?? value.choices?.join(", ");
    if (!own.has(name) && said !== undefined) values.set(name, said);
  }
  return {
    state: "answered",
    values,
    note: textIn(result, TAGS.note),
    spans: result.flatMap(({ id, from_name: name, value: { start, end } }) =>
      name === TAGS.span
        ? [
            {
              start,
              end,
              note: textIn(
                result.filter((one) => one.id === id),
                TAGS.spanNote,
              ),
            },
          ]
        : [],
    ),
    flagged: result.some(
      ({ from_name: name, value }) => name === TAGS.flag && value.choices?.includes(FLAGGED),
    ),
  };
}

/** What was written under a name; several parts are lines. */
const textIn = (results: readonly Result[], name: string): string =>
  results.flatMap(({ from_name, value: { text } }) => (from_name === name ? (text ?? []) : [])).join("\n");
