import { questionId, type Question } from "@/core/review/question";
import type { CountedAnswer } from "@/core/review/session-agreement";

/** Verdict of people on a document: mean level, or share of those who keep it. */
export interface Verdict {
  readonly documentId: string;
  readonly verdict: number;
  /** Median level, rounded down between two. */
  readonly median: number;
}

/** Null for labels, which say neither more nor less. */
export function verdictsOn(question: Question, answers: readonly CountedAnswer[]): Verdict[] | null {
  if (question.kind === "labels") return null;
  const id = questionId(question);
  const byDocument = new Map<string, number[]>();
  for (const { documentId, values } of answers) {
    const value = values[id];
    if (value === undefined) continue;
    const said = question.kind === "keep" ? (value === "keep" ? 1 : 0) : Number(value);
    byDocument.set(documentId, [...(byDocument.get(documentId) ?? []), said]);
  }
  return [...byDocument].map(([documentId, said]) => {
    const sorted = said.toSorted((a, b) => a - b);
    const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
    const mean = said.reduce((sum, one) => sum + one, 0) / said.length;
    return { documentId, verdict: mean, median: Math.floor((low + high) / 2) };
  });
}
