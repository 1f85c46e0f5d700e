import { z } from "zod";
import { StudioError } from "@/core/errors";
import { answerFault, answerSchema, stored, type Answer } from "@/core/review/answer";
import { choicesOf, questionId, type Question } from "@/core/review/question";

/** An answer that a file tells, ready to be kept. */
export interface ReadAnswer {
  /** Where it stands, in words: "line 12". */
  readonly where: string;
  readonly document: string;
  readonly reviewer: string;
  readonly answer: Answer;
  readonly extra: boolean;
  readonly rubricVersion: number;
  readonly answeredAt: Date;
  readonly seconds: number | null;
}

/** What cannot be kept, and why. */
export interface AnswerProblem {
  readonly where: string;
  readonly document: string | null;
  readonly reviewer: string | null;
  readonly reason: string;
}

export interface AnswersRead {
  /** `MOST_ANSWERS` at most. */
  readonly answers: readonly ReadAnswer[];
  /** In the order they were found. */
  readonly problems: readonly AnswerProblem[];
  /** Told and untold ones. */
  readonly problemCount: number;
}

/** What one file may hold: they are kept in one transaction. */
export const MOST_ANSWERS = 10_000;

export const tooManyAnswers = (): StudioError =>
  new StudioError(
    "invalid-input",
    `The file holds more than ${String(MOST_ANSWERS)} answers; no more are read at once.`,
    "Split it: what was read before changes nothing.",
  );

/** Problems that are told one by one. */
export const MOST_PROBLEMS = 10_000;

/** The first problems, and how many there are, so that a file of nothing else fits into memory. */
export class ProblemList {
  readonly told: AnswerProblem[] = [];
  count = 0;

  add(problem: AnswerProblem): void {
    this.count += 1;
    if (this.told.length < MOST_PROBLEMS) this.told.push(problem);
  }
}

export const reviewerNameSchema = z.string().transform(stored).pipe(z.string().trim().min(1).max(80));
export const answeredAtSchema = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
export const secondsSchema = z.number().min(0).max(86_400).nullish();
export const rubricVersionSchema = z.number().int().min(1).max(1_000_000).nullish();

/** An answer as a file tells it, before anything of it is believed. */
export interface ToldAnswer extends Omit<ReadAnswer, "answer"> {
  readonly answer:
    | {
        readonly state: "answered";
        readonly values: ReadonlyMap<string, number | string>;
        readonly note: string;
        readonly spans: readonly unknown[];
        readonly flagged: boolean;
      }
    | { readonly state: "skipped"; readonly reason: string }
    | { readonly state: "withdrawn" };
}

/** The answer if it is one to these questions, else what is wrong with it. */
export function judgeAnswer(
  { answer: told, ...of }: ToldAnswer,
  questions: readonly Question[],
): { readonly answer: ReadAnswer } | { readonly problem: AnswerProblem } {
  const { where, document, reviewer } = of;
  const problem = (reason: string) => ({ problem: { where, document, reviewer, reason } });
  const parsed = answerSchema.safeParse(
    told.state === "answered" ? { ...told, values: valuesOf(told.values, questions) } : told,
  );
  if (!parsed.success) return problem(faultText(parsed.error));
  const fault = answerFault(parsed.data, questions);
  return fault === null ? { answer: { ...of, answer: parsed.data } } : problem(fault);
}

/** Values as the session writes them: "3" of a file that knows text alone is the level 3. */
function valuesOf(
  values: ReadonlyMap<string, number | string>,
  questions: readonly Question[],
): Record<string, number | string> {
  const choices = new Map(questions.map((question) => [questionId(question), choicesOf(question)]));
  return Object.fromEntries(
    [...values].map(([id, value]) => [
      id,
      choices.get(id)?.find((choice) => String(choice.value) === String(value))?.value ?? value,
    ]),
  );
}

/** The first fault of a parse, with its place. */
export function faultText({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) return "It cannot be read.";
  const place = issue.path.map(String).join(".");
  return place === "" ? `${issue.message}.` : `"${place}": ${issue.message}.`;
}
