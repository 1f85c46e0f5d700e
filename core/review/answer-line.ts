/** What answers can be exported as. */
export const ANSWER_FORMATS = ["jsonl", "parquet", "label-studio"] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];

/** A note on part of the text, in UTF-16 units. */
export interface LineSpan {
  readonly start: number;
  readonly end: number;
  readonly note: string;
}

/** Answers in long form: one answer to one question, a document that was skipped, or one whose answer was taken back. */
export interface AnswerLine {
  readonly session: string;
  readonly fingerprint: string;
  readonly document: string;
  readonly ordinal: number;
  readonly domain: string;
  /** Probability with which the draw took the document; null where none is defined. */
  readonly inclusion: number | null;
  /** Who answered; whoever settled it for an approved one. */
  readonly reviewer: string;
  readonly state: "answered" | "skipped" | "withdrawn" | "approved";
  readonly question: string | null;
  readonly value: number | string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly spans: readonly LineSpan[];
  readonly flagged: boolean;
  /** Came when the document had all its answers already. */
  readonly extra: boolean;
  readonly rubricVersion: number;
  /** ISO 8601, UTC. */
  readonly answeredAt: string;
  readonly seconds: number | null;
}

/** Most bytes of answers that a page sends; what is larger is read from a terminal. */
export const SENT_BYTES = 8_000_000;
