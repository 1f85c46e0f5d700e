import { cohenKappa } from "@/core/agreement/kappa";
import { wilson } from "@/core/agreement/wilson";
import type { Values } from "@/core/review/answer";
import type { Estimate } from "@/core/estimates/bootstrap";
import { choicesOf, levelOf, questionId, questionLabel, type Question } from "@/core/review/question";

/** A reviewer's answer to a document of which it is known what holds. */
export interface AnswerToGold {
  readonly reviewer: string;
  readonly values: Values;
  readonly gold: Values;
}

/** How often a reviewer says what holds. */
export interface ReviewerOnGold {
  readonly reviewer: string;
  readonly answered: number;
  /** Share of the answers that are the gold answer, Wilson's interval. */
  readonly same: Estimate;
  /** Mean distance in levels; null for choices without an order. */
  readonly error: number | null;
  /** Cohen's κ with gold over the declared scale, quadratic weights for levels; null where it is not defined. */
  readonly kappa: number | null;
}

export interface QuestionOnGold {
  readonly id: string;
  readonly label: string;
  readonly ordered: boolean;
  /** By name; those who answered none are left out. */
  readonly reviewers: readonly ReviewerOnGold[];
}

export const goldFigures = (
  questions: readonly Question[],
  answers: readonly AnswerToGold[],
): QuestionOnGold[] =>
  questions.map((question) => {
    const names = [...new Set(answers.map(({ reviewer }) => reviewer))].sort();
    return {
      id: questionId(question),
      label: questionLabel(question),
      ordered: levelOf(question) === "ordinal",
      reviewers: names.flatMap(
        (name) =>
          onGold(
            question,
            name,
            answers.filter(({ reviewer }) => reviewer === name),
          ) ?? [],
      ),
    };
  });

function onGold(
  question: Question,
  reviewer: string,
  answers: readonly AnswerToGold[],
): ReviewerOnGold | null {
  const id = questionId(question);
  const choices = choicesOf(question).map(({ value }) => value);
  const pairs = answers.flatMap(({ values, gold }) => {
    const [said, holds] = [values[id], gold[id]];
    return said === undefined || holds === undefined
      ? []
      : [[choices.indexOf(said), choices.indexOf(holds)] as const];
  });
  if (pairs.length === 0) return null;
  const ordered = levelOf(question) === "ordinal";
  const distance = pairs.reduce((sum, [said, holds]) => sum + Math.abs(said - holds), 0);
  return {
    reviewer,
    answered: pairs.length,
    same: wilson(pairs.filter(([said, holds]) => said === holds).length, pairs.length),
    error: ordered ? distance / pairs.length : null,
    kappa: cohenKappa(
      pairs,
      choices.map((_, code) => code),
      ordered ? "quadratic" : "unweighted",
    ),
  };
}
