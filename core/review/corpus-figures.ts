import { groupBy } from "@/core/group-by";
import type { Estimate } from "@/core/estimates/bootstrap";
import { choicesOf, questionId, questionLabel, type Question } from "@/core/review/question";
import type { CountedAnswer } from "@/core/review/session-agreement";
import { effectiveUnits, weightedMeans } from "@/core/review/weighted-means";

/** A document that a session drew. */
export interface DrawnDocument {
  readonly documentId: string;
  readonly domain: string;
  /** Probability with which the draw took it; null where none is defined. */
  readonly inclusion: number | null;
}

/** Mean over documents of what their reviewers say on average. */
export interface MeanFigure {
  /** Over the documents that have answers, each weighing the same; null without any. */
  readonly here: number | null;
  /** Over all that the documents were drawn from; null where probabilities are missing. */
  readonly corpus: Estimate | null;
}

export interface PartFigure extends MeanFigure {
  readonly name: string;
  readonly drawn: number;
  readonly answered: number;
}

export interface CorpusFigure extends MeanFigure {
  readonly question: string;
  /** The choice whose share it is; null for the mean level. */
  readonly choice: string | null;
  readonly domains: readonly PartFigure[];
}

export interface CorpusFigures {
  /** Whether every document has a probability, so that figures can speak of more than these documents. */
  readonly weighted: boolean;
  readonly drawn: number;
  /** Documents with an answer that counts; only they enter. */
  readonly answered: number;
  /** As many answered documents of equal weight would tell as much. */
  readonly effective: number;
  readonly figures: readonly CorpusFigure[];
}

/** Of the bootstrap, so that the same answers always show the same interval. */
const SEED = 1;

/**
 * Mean levels and shares of choices over the documents of a session, and over what they were drawn from. What is not answered
 * counts as missing at random, in a draw by domain within its domain: the answered documents of a domain stand for all of it.
 * @param byDomain whether each domain was drawn from apart
 */
export function corpusFigures(
  questions: readonly Question[],
  drawn: readonly DrawnDocument[],
  answers: readonly CountedAnswer[],
  byDomain: boolean,
): CorpusFigures {
  const byDocument = groupBy(answers, ({ documentId }) => documentId);
  const weighted = drawn.every(({ inclusion }) => inclusion !== null);
  const answered = drawn.filter(({ documentId }) => byDocument.has(documentId));
  const domains = groupBy(drawn, ({ domain }) => domain);
  const weigh = weigher(domains, byDomain);
  return {
    weighted,
    drawn: drawn.length,
    answered: answered.length,
    effective: effectiveUnits(answered.map(weigh(answered))),
    figures: questions.flatMap((question) => {
      const kinds = kindsOf(question);
      const saidOf = ({ documentId }: DrawnDocument): (number | string)[] =>
        (byDocument.get(documentId) ?? []).flatMap(({ values }) => values[questionId(question)] ?? []);
      const told = answered.filter((document) => saidOf(document).length > 0);
      const weightOf = weigh(told);
      const units = told.map((document) => ({
        stratum: byDomain ? document.domain : "",
        group: document.domain,
        weight: weightOf(document),
        values: kinds.map(({ numberOf }) => meanOf(saidOf(document).map(numberOf))),
      }));
      const means = weighted ? weightedMeans(units, { seed: SEED }) : null;
      const here = (some: typeof units, figure: number): number | null =>
        some.length === 0 ? null : meanOf(some.map(({ values }) => values[figure] ?? 0));
      return kinds.map(({ choice }, figure): CorpusFigure => ({
        question: questionLabel(question),
        choice,
        here: here(units, figure),
        corpus: means?.all[figure] ?? null,
        domains: [...domains.keys()].sort().map((name) => {
          const own = units.filter(({ group }) => group === name);
          return {
            name,
            drawn: domains.get(name)?.length ?? 0,
            answered: own.length,
            here: here(own, figure),
            corpus: means?.groups.get(name)?.[figure] ?? null,
          };
        }),
      }));
    }),
  };
}

/**
 * What each answered document stands for: 1 ÷ its probability, and in a draw by domain as often as it takes for the answered
 * ones of a domain to weigh what the drawn ones did (weighting class adjustment, Oh and Scheuren 1983).
 */
const weigher =
  (domains: ReadonlyMap<string, readonly DrawnDocument[]>, byDomain: boolean) =>
  (answered: readonly DrawnDocument[]): ((document: DrawnDocument) => number) => {
    const byName = groupBy(answered, ({ domain }) => domain);
    return ({ domain, inclusion }) => {
      const drawn = domains.get(domain)?.length ?? 0;
      return (byDomain ? drawn / (byName.get(domain)?.length ?? drawn) : 1) / (inclusion ?? 1);
    };
  };

const meanOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** What a question is summed up by. */
interface FigureKind {
  readonly choice: string | null;
  readonly numberOf: (said: number | string) => number;
}

/** The mean level, the share that keeps, or the share of each label. */
const kindsOf = (question: Question): FigureKind[] =>
  question.kind === "level"
    ? [{ choice: null, numberOf: Number }]
    : choicesOf(question)
        .filter(({ value }) => question.kind === "labels" || value === "keep")
        .map(({ value, label }) => ({ choice: label, numberOf: (said) => (said === value ? 1 : 0) }));
