import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerLine } from "@/core/review/answer-line";
import { labelStudioTask } from "@/core/review/label-studio";
import type { Question } from "@/core/review/question";
import { MOST_ANSWERS, MOST_PROBLEMS, type AnswersRead } from "@/core/review/read-answer";
import { AnswerLineReader } from "@/core/review/read-answer-lines";
import { readLabelStudio } from "@/core/review/read-label-studio";

const QUESTIONS: readonly Question[] = [
  { kind: "level", rater: "readability" },
  { kind: "keep" },
  { kind: "labels", name: "note", labels: ["a, b", "__proto__"] },
];

function readLines(lines: readonly string[]): AnswersRead {
  const reader = new AnswerLineReader(QUESTIONS);
  for (const line of lines) reader.take(line);
  return reader.end();
}

/** Text that both databases hold: whole characters, no nulls. */
const text = fc
  .string({ unit: "grapheme", maxLength: 30 })
  .map((said) => said.toWellFormed().replaceAll("\0", ""));
const written = text.filter((said) => said.trim() !== "" && said === said.trim());

const head = fc.record({
  session: fc.constant("s"),
  fingerprint: fc.constant("f"),
  document: written,
  ordinal: fc.nat(),
  domain: text,
  inclusion: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  reviewer: written.filter((name) => name.length <= 80),
  extra: fc.boolean(),
  rubricVersion: fc.integer({ min: 1, max: 9 }),
  answeredAt: fc
    .date({ min: new Date("1990-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  seconds: fc.option(fc.double({ min: 0, max: 86_400, noNaN: true })),
});
const span = fc
  .record({ start: fc.nat(50), length: fc.integer({ min: 1, max: 50 }), note: text })
  .map(({ start, length, note }) => ({ start, end: start + length, note }));

/** The lines of one answer. */
const answerLines = fc
  .tuple(
    head,
    fc.record({
      note: fc.option(text.filter((said) => said !== "")),
      spans: fc.array(span, { maxLength: 3 }),
      flagged: fc.boolean(),
    }),
    fc.record({
      readability: fc.integer({ min: 0, max: 5 }),
      keep: fc.constantFrom("keep", "drop"),
      "labels note": fc.constantFrom("a, b", "__proto__"),
    }),
    fc.option(written),
  )
  .map(([of, aside, values, reason]): AnswerLine[] =>
    reason === null
      ? Object.entries(values).map(([question, value]) => ({
          ...{ ...of, ...aside, state: "answered", reason: null },
          ...{ question, value },
        }))
      : [
          {
            ...{ ...of, state: "skipped", reason, question: null, value: null },
            ...{ note: null, spans: [], flagged: false },
          },
        ],
  );

const saying = (lines: readonly AnswerLine[]) => {
  const [first] = lines;
  const { document, reviewer, extra, rubricVersion, seconds, note, spans, flagged, reason } = first ?? {};
  return {
    ...{ document, reviewer, extra, rubricVersion, seconds },
    answeredAt: new Date(first?.answeredAt ?? ""),
    answer:
      first?.state === "skipped"
        ? { state: "skipped", reason }
        : {
            state: "answered",
            values: Object.fromEntries(lines.map(({ question, value }) => [question, value])),
            note: note ?? "",
            ...{ spans, flagged },
          },
  };
};

describe("an answer", () => {
  it("is read as it was written, from lines and from Label Studio's JSON", () => {
    fc.assert(
      fc.property(answerLines, text, (lines, of) => {
        const expected = saying(lines);
        const fromLines = readLines(lines.map((line) => JSON.stringify(line)));
        expect(fromLines).toEqual({
          answers: [{ where: "line 1", ...expected }],
          ...{ problems: [], problemCount: 0 },
        });
        const task: unknown = JSON.parse(JSON.stringify(labelStudioTask(lines, of)));
        const fromTask = readLabelStudio([task], QUESTIONS);
        expect(fromTask).toEqual({
          answers: [{ where: "task 1, annotation 1", ...expected }],
          ...{ problems: [], problemCount: 0 },
        });
      }),
    );
  });

  it("is kept whole or not at all, whatever else the file holds", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.constantFrom(
        '{"document":1}',
        "[".repeat(9999),
        '{"__proto__":{"state":"answered"}}',
        "\u2028",
        "null",
      ),
    );
    fc.assert(
      fc.property(answerLines, fc.array(hostile, { maxLength: 6 }), fc.nat(), (lines, junk, at) => {
        const good = lines.map((line) => JSON.stringify(line));
        const place = at % (junk.length + 1);
        const { answers, problems } = readLines([...junk.slice(0, place), ...good, ...junk.slice(place)]);
        expect(answers).toHaveLength(1);
        expect(answers[0]).toMatchObject(saying(lines));
        expect(problems).toHaveLength(junk.filter((line) => line.trim() !== "" && line !== "\uFEFF").length);
        const cut = readLines(good.slice(1));
        expect(cut.answers).toEqual([]);
      }),
    );
  });

  it("is one too many after ten thousand, and so many problems are told", () => {
    const reader = new AnswerLineReader(QUESTIONS);
    const line = { reviewer: "Ann", state: "withdrawn", answeredAt: "2026-01-01T00:00:00Z" };
    const take = (document: string): void => reader.take(JSON.stringify({ ...line, document }));
    for (let at = 0; at < MOST_ANSWERS; at += 1) take(String(at));
    take("0");
    expect(() => take("one more")).toThrow("The file holds more than 10000 answers");
    for (let at = 0; at < MOST_PROBLEMS + 5; at += 1) reader.take("no JSON");
    const { answers, problems, problemCount } = reader.end();
    expect([answers.length, problems.length, problemCount]).toEqual([10_000, 10_000, 10_005]);
  });

  it("is never made of tasks that are none", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (tasks) => {
        expect(readLabelStudio(tasks, QUESTIONS)).toMatchObject({
          answers: [],
          problems: tasks.map((_, at) => ({ where: `task ${String(at + 1)}` })),
        });
      }),
    );
  });
});
