import { groupBy } from "@/core/group-by";
import { bootstrappedParts, type Estimate } from "@/core/estimates/bootstrap";
import { questionId, questionLabel, type Question } from "@/core/review/question";
import type { CountedAnswer } from "@/core/review/session-agreement";

/** An answer that counts, and when it was given. */
export interface TimedAnswer extends CountedAnswer {
  readonly answeredAt: Date;
}

/** Consecutive answers of one reviewer. */
export interface DriftWindow {
  readonly answers: number;
  /** Mean level, or share kept; null for labels. */
  readonly mean: number | null;
  /** Mean share of the others that say the same of the same document; null where nobody else answered. */
  readonly agreement: number | null;
}

export interface ReviewerDrift {
  readonly reviewer: string;
  readonly answers: number;
  /** In the order of answering, as equal in length as can be; none while answers are too few. */
  readonly windows: readonly DriftWindow[];
  /** Last half − first half: of the mean level or the share kept, for labels of the agreement; null while answers are too few. */
  readonly shift: Estimate | null;
  /** Whether the interval of the shift leaves 0 out. */
  readonly drifts: boolean;
}

export interface QuestionDrift {
  readonly id: string;
  readonly label: string;
  readonly kind: Question["kind"];
  readonly reviewers: readonly ReviewerDrift[];
}

export const WINDOWS = 5;
/** Answers of a reviewer from which on drift is looked for: ten a half. */
export const FEWEST_DRIFT_ANSWERS = 20;
/** Of the bootstrap, so that the same answers always show the same interval. */
const SEED = 1;
const DRAWS = 2000;

/** What one answer says of its reviewer. */
interface Said {
  readonly mean: number | null;
  readonly agreement: number | null;
}

/** How the answers of each reviewer change in the course of their work. */
export const sessionDrift = (
  questions: readonly Question[],
  answers: readonly TimedAnswer[],
): QuestionDrift[] =>
  questions.map((question) => {
    const id = questionId(question);
    const asked = answers.filter(({ values }) => values[id] !== undefined);
    const byDocument = groupBy(asked, ({ documentId }) => documentId);
    const saidBy = (answer: TimedAnswer): Said => {
      const value = answer.values[id];
      const others = (byDocument.get(answer.documentId) ?? []).filter(
        ({ reviewer }) => reviewer !== answer.reviewer,
      );
      return {
        mean:
          question.kind === "labels"
            ? null
            : question.kind === "keep"
              ? Number(value === "keep")
              : Number(value),
        agreement: meanOf(others.map(({ values }) => Number(values[id] === value))),
      };
    };
    return {
      id,
      label: questionLabel(question),
      kind: question.kind,
      reviewers: [...groupBy(asked, ({ reviewer }) => reviewer)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([reviewer, own]) => driftOf(reviewer, own.toSorted(byTime).map(saidBy))),
    };
  });

/** Answers of the same moment keep the order they came in. */
const byTime = (a: TimedAnswer, b: TimedAnswer): number => a.answeredAt.getTime() - b.answeredAt.getTime();

function driftOf(reviewer: string, said: readonly Said[]): ReviewerDrift {
  if (said.length < FEWEST_DRIFT_ANSWERS)
    return { reviewer, answers: said.length, windows: [], shift: null, drifts: false };
  const windows = Array.from({ length: WINDOWS }, (_, at): DriftWindow => {
    const part = said.slice(edge(said.length, at, WINDOWS), edge(said.length, at + 1, WINDOWS));
    return { answers: part.length, mean: meanOf(means(part)), agreement: meanOf(agreements(part)) };
  });
  const valuesOf = said.some(({ mean }) => mean !== null) ? means : agreements;
  const half = edge(said.length, 1, 2);
  const halves = [valuesOf(said.slice(0, half)), valuesOf(said.slice(half))];
  const shift = bootstrappedParts(halves, difference, { seed: SEED, draws: DRAWS, fewer: 1 });
  const drifts = shift.low !== null && shift.high !== null && (shift.low > 0 || shift.high < 0);
  return { reviewer, answers: said.length, windows, shift, drifts };
}

/** Where part `at` of `parts` begins. */
const edge = (length: number, at: number, parts: number): number => Math.floor((length * at) / parts);

const means = (said: readonly Said[]): number[] => said.flatMap(({ mean }) => mean ?? []);
const agreements = (said: readonly Said[]): number[] => said.flatMap(({ agreement }) => agreement ?? []);

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function difference([first = [], last = []]: readonly (readonly number[])[]): number | null {
  const [before, after] = [meanOf(first), meanOf(last)];
  return before === null || after === null ? null : after - before;
}
