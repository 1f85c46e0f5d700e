import type { AnswerLine } from "@/core/review/answer-line";

/**
 * Names of what is not a question, as a labelling configuration of Label Studio needs them (docs/reviewing.md). The ids of
 * questions are "keep", a rubric's, or begin with "labels ", so that none is taken twice.
 */
export const TAGS = {
  text: "text",
  note: "note",
  span: "span",
  spanNote: "span note",
  flag: "flag",
  reason: "reason",
} as const;
export const FLAGGED = "flagged";
const MARKED = "marked";

/** A part of an annotation. */
interface Result {
  readonly id: string;
  readonly from_name: string;
  readonly to_name: string;
  readonly type: "choices" | "textarea" | "labels";
  readonly value: Readonly<Record<string, unknown>>;
}

interface Annotation {
  readonly completed_by: { readonly email: string };
  readonly created_at: string;
  readonly lead_time: number | null;
  /** The document was skipped. */
  readonly was_cancelled: boolean;
  /** Settled by an adjudicator. */
  readonly ground_truth: boolean;
  readonly result: readonly Result[];
  /** What Label Studio has no field for; it leaves it out when it reads the file. */
  readonly studio: { readonly extra: boolean; readonly rubricVersion: number };
}

/** A document with all its answers, as Label Studio reads and writes it. */
export interface LabelStudioTask {
  readonly data: {
    readonly text: string;
    readonly document: string;
    readonly domain: string;
    readonly inclusion: number | null;
    readonly session: string;
    readonly fingerprint: string;
  };
  readonly annotations: readonly Annotation[];
}

/**
 * The task of a document.
 * @param lines all of the document, those of one reviewer behind each other; at least one
 */
export function labelStudioTask(lines: readonly AnswerLine[], text: string): LabelStudioTask | null {
  const [first] = lines;
  if (first === undefined) return null;
  const { document, domain, inclusion, session, fingerprint } = first;
  const reviewers = [...new Set(lines.map(({ reviewer }) => reviewer))];
  return {
    data: { text, document, domain, inclusion, session, fingerprint },
    annotations: reviewers.flatMap((name) => {
      const own = lines.filter(({ reviewer }) => reviewer === name);
      const annotation = annotationOf(own, text);
      return annotation === null ? [] : [annotation];
    }),
  };
}

function annotationOf(lines: readonly AnswerLine[], text: string): Annotation | null {
  const [first] = lines;
  // An answer that was taken back leaves nothing that Label Studio could show.
  if (first === undefined || first.state === "withdrawn") return null;
  const { reviewer, state, answeredAt, seconds, extra, rubricVersion } = first;
  return {
    completed_by: { email: reviewer },
    created_at: answeredAt,
    lead_time: seconds,
    was_cancelled: state === "skipped",
    ground_truth: state === "approved",
    result: [
      ...lines.flatMap(({ question, value }) =>
        question === null || value === null ? [] : [choice(question, String(value))],
      ),
      ...aside(first, text),
    ],
    studio: { extra, rubricVersion },
  };
}

/** Notes, marked parts, the flag, and why a document was skipped. */
const aside = ({ note, spans, flagged, reason }: AnswerLine, text: string): Result[] => [
  ...(note === null ? [] : [written(TAGS.note, note)]),
  ...(reason === null ? [] : [written(TAGS.reason, reason)]),
  ...(flagged ? [choice(TAGS.flag, FLAGGED)] : []),
  ...spans.flatMap(({ start, end, note: said }, at): Result[] => {
    const of = { id: `span ${String(at)}`, to_name: TAGS.text } as const;
    const place = { start, end };
    return [
      {
        ...of,
        from_name: TAGS.span,
        type: "labels",
        value: { ...place, text: text.slice(start, end), labels: [MARKED] },
      },
      { ...of, from_name: TAGS.spanNote, type: "textarea", value: { ...place, text: [said] } },
    ];
  }),
];

const choice = (name: string, chosen: string): Result => ({
  id: name,
  from_name: name,
  to_name: TAGS.text,
  type: "choices",
  value: { choices: [chosen] },
});

const written = (name: string, text: string): Result => ({
  id: name,
  from_name: name,
  to_name: TAGS.text,
  type: "textarea",
  value: { text: [text] },
});
