import { csvText } from "@/core/export-cell";
import type { AnswerProblem } from "@/core/review/read-answer";
import type { AnswersImported } from "@/server/services/review/import-answers";

/** What the server refused, as it says it; `errorText` reads it. */
class RefusedAnswers extends Error {
  readonly data: { readonly studio: unknown };

  constructor(studio: unknown) {
    super("The studio refused the file.");
    this.data = { studio };
  }
}

/** Sends a file of answers to a session. @throws what the server refused, or the network's error */
export async function sendAnswers(sessionId: string, file: Blob): Promise<AnswersImported> {
  const response = await fetch(`/api/review/${sessionId}`, { method: "POST", body: file });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new RefusedAnswers(answer);
  return answer as AnswersImported;
}

/** What was not read, as CSV. */
export function problemsCsv(problems: readonly AnswerProblem[]): string {
  const rows = problems.map(({ where, document, reviewer, reason }) =>
    [where, document ?? "", reviewer ?? "", reason].map(csvText).join(","),
  );
  return ["where,document,reviewer,reason", ...rows].map((row) => `${row}\r\n`).join("");
}
