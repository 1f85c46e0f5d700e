import { agreementFigures, type AgreementFigures, type Rating } from "@/core/agreement/agreement-figures";
import { rawAgreement } from "@/core/agreement/kappa";
import { krippendorffAlpha, pairableRatings, type Level } from "@/core/agreement/krippendorff-alpha";
import { choicesOf, levelOf, questionId, questionLabel, type Question } from "@/core/review/question";

/** One reviewer's answers to a document that count. */
export interface CountedAnswer {
  readonly documentId: string;
  readonly domain: string;
  readonly reviewer: string;
  readonly values: Readonly<Record<string, number | string>>;
}

/** Agreement within a part of the answers; without an interval, as parts are small. */
export interface PartAgreement {
  readonly name: string;
  readonly units: number;
  readonly ratings: number;
  readonly alpha: number | null;
  readonly rawAgreement: number | null;
}

export interface QuestionAgreement {
  readonly id: string;
  readonly label: string;
  readonly level: Level;
  readonly figures: AgreementFigures;
  readonly domains: readonly PartAgreement[];
  /** Of each reviewer with the others, over the documents they answered. */
  readonly reviewers: readonly PartAgreement[];
  readonly choices: readonly string[];
  /** How often two answers to one document were these choices, each pair once: `pairs[a][b]` for a ≤ b. */
  readonly pairs: readonly (readonly number[])[];
  /** How often each choice was given. */
  readonly counts: readonly number[];
}

/** Of the bootstrap, so that the same answers always show the same interval. */
const SEED = 1;

/** How far reviewers agree on a question. */
export function questionAgreement(question: Question, answers: readonly CountedAnswer[]): QuestionAgreement {
  const id = questionId(question);
  const choices = choicesOf(question);
  const codes = new Map(choices.map(({ value }, code) => [value, code]));
  const rated = answers.flatMap(({ documentId, domain, reviewer, values }) => {
    const value = codes.get(values[id] ?? "");
    return value === undefined ? [] : [{ unit: documentId, rater: reviewer, value, domain }];
  });
  const level = levelOf(question);
  const part = (name: string, ratings: readonly Rating[], units = unitsOf(ratings)): PartAgreement => ({
    name,
    units: units.length,
    ratings: ratings.length,
    alpha: krippendorffAlpha(pairableRatings(units), level),
    rawAgreement: rawAgreement(units),
  });
  const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
  return {
    id,
    label: questionLabel(question),
    level,
    figures: agreementFigures(rated, level, { seed: SEED, scale: choices.map((_, code) => code) }),
    domains: distinct(rated.map(({ domain }) => domain)).map((domain) =>
      part(
        domain,
        rated.filter((rating) => rating.domain === domain),
      ),
    ),
    reviewers: distinct(rated.map(({ rater }) => rater)).map((name) =>
      part(name, rated, withOthers(name, rated)),
    ),
    choices: choices.map(({ label }) => label),
    pairs: pairsOf(unitsOf(rated), choices.length),
    counts: choices.map((_, code) => rated.filter(({ value }) => value === code).length),
  };
}

function unitsOf(ratings: readonly Rating[]): number[][] {
  const units = new Map<string, number[]>();
  for (const { unit, value } of ratings) units.set(unit, [...(units.get(unit) ?? []), value]);
  return [...units.values()];
}

/** A reviewer's answer beside that of each other: one unit a pair, so that others among themselves do not count. */
function withOthers(reviewer: string, ratings: readonly Rating[]): number[][] {
  const own = new Map(
    ratings.flatMap(({ unit, rater, value }) => (rater === reviewer ? [[unit, value]] : [])),
  );
  return ratings.flatMap(({ unit, rater, value }) => {
    const mine = own.get(unit);
    return rater === reviewer || mine === undefined ? [] : [[mine, value]];
  });
}

function pairsOf(units: readonly (readonly number[])[], choices: number): number[][] {
  const pairs = Array.from({ length: choices }, () => Array<number>(choices).fill(0));
  for (const unit of units) {
    unit.forEach((a, at) => {
      for (const b of unit.slice(at + 1)) {
        const row = pairs[Math.min(a, b)];
        if (row !== undefined) row[Math.max(a, b)] = (row[Math.max(a, b)] ?? 0) + 1;
      }
    });
  }
  return pairs;
}
