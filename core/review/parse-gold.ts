import { z } from "zod";
import { MAX_ONLY } from "@/core/listing";
import { choicesOf, questionId, questionLabel, type Question } from "@/core/review/question";

/** What holds of a document on one question; null takes back what was said before. */
export interface GoldAnswer {
  /** In what was given, from 1. */
  readonly line: number;
  /** Id in the corpus. */
  readonly document: string;
  /** Id of the question. */
  readonly question: string;
  readonly value: number | string | null;
}

export interface ReadGold {
  readonly answers: readonly GoldAnswer[];
  /** What is wrong, by line where it is of one, in words. */
  readonly faults: readonly string[];
}

/** Characters that are read at most. */
export const MOST_GOLD = 1_000_000;

const jsonLine = z.object({
  document: z.string().min(1),
  question: z.string(),
  value: z.union([z.string(), z.number(), z.null()]),
});

/**
 * Reads gold answers, one a line: document, question and value between tabs or commas, or an object of JSON with these names. A
 * question goes by its id or its name. Empty lines and a first line of names are passed over; an empty value takes back.
 */
export function parseGold(text: string, questions: readonly Question[]): ReadGold {
  const answers = new Map<string, GoldAnswer>();
  const faults: string[] = [];
  text.split(/\r?\n/).forEach((content, at) => {
    const line = at + 1;
    if (content.trim() === "" || (line === 1 && /^document[\t,]question[\t,]value$/i.test(content.trim())))
      return;
    const read = readLine(content, questions);
    if (typeof read === "string") {
      faults.push(`Line ${String(line)}: ${read}`);
      return;
    }
    const key = `${read.question}\n${read.document}`;
    const before = answers.get(key);
    if (before !== undefined && before.value !== read.value)
      faults.push(
        `Line ${String(line)} says of ${read.document} something else than line ${String(before.line)}.`,
      );
    else answers.set(key, { line, ...read });
  });
  const documents = new Set([...answers.values()].map(({ document }) => document)).size;
  if (documents > MAX_ONLY)
    faults.push(`${String(documents)} documents are named; ${String(MAX_ONLY)} is the most a list may name.`);
  return { answers: [...answers.values()], faults };
}

function readLine(content: string, questions: readonly Question[]): Omit<GoldAnswer, "line"> | string {
  const parts = content.trimStart().startsWith("{") ? partsOfJson(content) : partsOf(content);
  if (parts === null) return "a document, a question and a value are wanted.";
  const [document, named, given] = parts;
  const question = questions.find((one) => [questionId(one), questionLabel(one)].some(same(named)));
  if (question === undefined)
    return `the session does not ask "${named}", but ${questions.map(questionLabel).join(", ")}.`;
  const asked = questionId(question);
  if (given === "") return { document, question: asked, value: null };
  const choices = choicesOf(question);
  const choice = choices.find(({ value, label }) => [String(value), label].some(same(given)));
  if (choice === undefined)
    return `"${given}" is no answer to ${questionLabel(question)}: ${choices.map(({ label }) => label).join(", ")} are.`;
  return { document, question: asked, value: choice.value };
}

const same = (one: string) => (other: string) => one.toLowerCase() === other.toLowerCase();

type Parts = readonly [document: string, question: string, value: string];

/** By tabs where there are any; else by the last two commas, as an id may hold some. */
function partsOf(content: string): Parts | null {
  const [, document = "", question = "", value = ""] =
    /^([^\t]*)\t([^\t]*)\t([^\t]*)$/.exec(content) ?? /^([^\t]*),([^,\t]*),([^,\t]*)$/.exec(content) ?? [];
  return document.trim() === "" ? null : [document.trim(), question.trim(), value.trim()];
}

function partsOfJson(content: string): Parts | null {
  try {
    const { document, question, value } = jsonLine.parse(JSON.parse(content));
    return [document, question, value === null ? "" : String(value)];
  } catch {
    return null;
  }
}
