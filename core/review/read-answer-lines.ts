import { z } from "zod";
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

/** A line of an export (core/review/answer-line.ts); what does not say an answer is not looked at. */
const lineSchema = z.object({
  document: z.string().min(1),
  reviewer: reviewerNameSchema,
  state: z.enum(["answered", "skipped", "withdrawn", "approved"]),
  question: z.string().nullish(),
  value: z.union([z.number(), z.string()]).nullish(),
  reason: z.string().nullish(),
  note: z.string().nullish(),
  spans: z.array(z.unknown()).nullish(),
  flagged: z.boolean().nullish(),
  extra: z.boolean().nullish(),
  rubricVersion: rubricVersionSchema,
  answeredAt: answeredAtSchema,
  seconds: secondsSchema,
});
type Line = z.output<typeof lineSchema>;

interface Gathered {
  readonly where: string;
  /** The first line of the answer. */
  readonly line: Line;
  readonly values: Map<string, number | string>;
  /** A line of it cannot be kept, so that none is. */
  spoilt: boolean;
}

/** Reads answers in long form line by line. An answer is kept whole or not at all; whatever a line holds, it is no error. */
export class AnswerLineReader {
  readonly #gathered = new Map<string, Gathered>();
  readonly #problems = new ProblemList();
  #number = 0;

  constructor(private readonly questions: readonly Question[]) {}

  /** @throws StudioError `invalid-input` for one answer too many */
  take(text: string): void {
    this.#number += 1;
    const plain = this.#number === 1 ? text.replace(/^\uFEFF/, "") : text;
    if (plain.trim() === "") return;
    const where = `line ${String(this.#number)}`;
    const parsed = lineSchema.safeParse(jsonOf(plain));
    if (!parsed.success) {
      const fault = jsonOf(plain) === undefined ? "It is no JSON." : faultText(parsed.error);
      this.#problems.add({ where, document: null, reviewer: null, reason: fault });
      return;
    }
    this.#gather(where, parsed.data);
  }

  end(): AnswersRead {
    const answers: ReadAnswer[] = [];
    for (const gathered of this.#gathered.values()) {
      if (gathered.spoilt) continue;
      const judged = judgeAnswer(toldBy(gathered), this.questions);
      if ("answer" in judged) answers.push(judged.answer);
      else this.#problems.add(judged.problem);
    }
    return { answers, problems: this.#problems.told, problemCount: this.#problems.count };
  }

  #gather(where: string, line: Line): void {
    const { document, reviewer, state } = line;
    const problem = (reason: string): void => this.#problems.add({ where, document, reviewer, reason });
    if (state === "approved")
      return problem("A ruling is no reviewer's answer; documents are settled under Adjudicate.");
    const key = JSON.stringify([document, reviewer]);
    const known = this.#gathered.get(key);
    if (known === undefined && this.#gathered.size === MOST_ANSWERS) throw tooManyAnswers();
    const gathered = known ?? { where, line, values: new Map<string, number | string>(), spoilt: false };
    this.#gathered.set(key, gathered);
    const fault =
      known !== undefined && besideValues(known.line) !== besideValues(line)
        ? `It says otherwise than ${known.where} about the same answer.`
        : addValue(gathered.values, line);
    if (fault === null) return;
    gathered.spoilt = true;
    problem(`${fault} Nothing of this answer is read.`);
  }
}

function addValue(values: Map<string, number | string>, { state, question, value }: Line): string | null {
  if (state !== "answered") return null;
  if (typeof question !== "string") return "It names no question.";
  if (value === null || value === undefined) return `It has no value for "${question}".`;
  if (values.has(question)) return `"${question}" is answered twice.`;
  values.set(question, value);
  return null;
}

/** What all lines of an answer say alike. */
const besideValues = (line: Line): string => JSON.stringify({ ...line, question: null, value: null });

function toldBy({ where, line, values }: Gathered): ToldAnswer {
  const { document, reviewer, state, answeredAt } = line;
  return {
    where,
    document,
    reviewer,
    answer:
      state === "answered"
        ? { state, values, note: line.note ?? "", spans: line.spans ?? [], flagged: line.flagged ?? false }
        : state === "skipped"
          ? { state, reason: line.reason ?? "" }
          : { state: "withdrawn" },
    extra: line.extra ?? false,
    rubricVersion: line.rubricVersion ?? RUBRIC_VERSION,
    answeredAt,
    seconds: line.seconds ?? null,
  };
}

/** Undefined for what is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
