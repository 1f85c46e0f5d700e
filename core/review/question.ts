import { z } from "zod";
import type { Level } from "@/core/agreement/krippendorff-alpha";
import { RUBRICS, type RubricId } from "@/core/review/rubrics";

/** Raters of Meta-rater that people can give levels of, 0 to 5. */
const RUBRIC_IDS = Object.keys(RUBRICS) as [RubricId, ...RubricId[]];

const label = z.string().trim().min(1).max(60);

/** What reviewers are asked about each document. */
export const questionSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("level"), rater: z.enum(RUBRIC_IDS) }),
  z.strictObject({ kind: z.literal("keep") }),
  z.strictObject({
    kind: z.literal("labels"),
    name: label,
    labels: z
      .array(label)
      .min(2)
      .max(9)
      .refine((labels) => new Set(labels).size === labels.length, "a label stands twice"),
  }),
]);
export type Question = z.output<typeof questionSchema>;

/** What an answer to the question is stored under; unique within a session. */
export function questionId(question: Question): string {
  switch (question.kind) {
    case "level":
      return question.rater;
    case "keep":
      return "keep";
    case "labels":
      return `labels ${question.name}`;
  }
}

export function questionLabel(question: Question): string {
  switch (question.kind) {
    case "level":
      return RUBRICS[question.rater].label;
    case "keep":
      return "Keep or drop";
    case "labels":
      return question.name;
  }
}

/** One of the answers a question has, in the order of their keys. */
export interface Choice {
  readonly value: number | string;
  readonly label: string;
  /** What must hold for this answer; null where it speaks for itself. */
  readonly criterion: string | null;
}

export function choicesOf(question: Question): readonly Choice[] {
  switch (question.kind) {
    case "level":
      return RUBRICS[question.rater].levels.map((criterion, value) => ({
        value,
        label: String(value),
        criterion,
      }));
    case "keep":
      return [
        { value: "keep", label: "Keep", criterion: null },
        { value: "drop", label: "Drop", criterion: null },
      ];
    case "labels":
      return question.labels.map((value) => ({ value, label: value, criterion: null }));
  }
}

/** How answers to the question differ. */
export const levelOf = (question: Question): Level => (question.kind === "level" ? "ordinal" : "nominal");
