import { levelsOf, raterOf, RATER_IDS, type RaterId } from "@/core/raters";
import { bootstrapped, type Estimate } from "@/core/estimates/bootstrap";
import { FEWEST_VERDICTS, proposeWeights } from "@/core/review/propose-weights";
import { questionId, type Question } from "@/core/review/question";
import { areaUnderCurve, macroF1, spearman } from "@/core/estimates/rank-figures";
import type { RubricId } from "@/core/review/rubrics";
import type { CountedAnswer } from "@/core/review/session-agreement";
import { verdictsOn, type Verdict } from "@/core/review/verdicts";
import type { CorpusStatistics } from "@/core/statistics";

/** What the raters say of a document of a session; null where the document has no value. */
export interface RatedDocument {
  readonly values: Readonly<Partial<Record<RaterId, number | null>>>;
  /** Likeliest level of classifiers. */
  readonly levels: Readonly<Partial<Record<RaterId, number | null>>>;
}

/** How a rater fares against people on one question. */
export interface RaterOnQuestion {
  readonly rater: RaterId;
  /** Documents that have both a verdict and a value. */
  readonly documents: number;
  /** Spearman's ρ with the mean level; area under the curve for keep against drop (0.5: no better than chance). */
  readonly agreement: Estimate;
}

/** A classifier against people on its own scale. */
export interface LevelsAgainstPeople {
  readonly rater: RubricId;
  readonly documents: number;
  /** `confusion[level of people][level of the rater]`; people's level is the median, rounded down between two. */
  readonly confusion: readonly (readonly number[])[];
  readonly macroF1: Estimate;
}

export interface QuestionTrust {
  readonly id: string;
  readonly measure: "spearman" | "auc";
  /** Furthest from chance first. */
  readonly raters: readonly RaterOnQuestion[];
  /** Null but for questions of levels whose rater the corpus has. */
  readonly levels: LevelsAgainstPeople | null;
}

/** A recipe whose ranking follows what people say, as far as raters can. */
export interface Proposal {
  /** Questions whose verdicts it follows. */
  readonly questions: readonly string[];
  readonly documents: number;
  /** Share of the variance of verdicts foretold for documents left out; 0 or less: the raters say nothing of it. */
  readonly foretold: number;
  readonly weights: Readonly<Partial<Record<RaterId, number>>>;
}

export interface RaterTrust {
  readonly questions: readonly QuestionTrust[];
  /** Null while too few documents have a verdict. */
  readonly proposal: Proposal | null;
  /** Verdicts that a proposal needs at least. */
  readonly wanted: number;
}

const LEVELS = 6;
/** The same answers always show the same intervals. */
const SEED = 1;

/**
 * How far raters say what people say.
 * @param rated by id of the document
 */
export function raterTrust(
  questions: readonly Question[],
  answers: readonly CountedAnswer[],
  rated: ReadonlyMap<string, RatedDocument>,
  statistics: CorpusStatistics,
): RaterTrust {
  const raters = RATER_IDS.filter((rater) => statistics.raters[rater] !== null);
  const judged = questions.flatMap((question) => {
    const verdicts = verdictsOn(question, answers);
    return verdicts === null ? [] : [{ question, verdicts }];
  });
  return {
    questions: judged.map(({ question, verdicts }) => questionTrust(question, verdicts, raters, rated)),
    proposal: proposalOf(judged, raters, rated, statistics),
    wanted: FEWEST_VERDICTS,
  };
}

function questionTrust(
  question: Question,
  verdicts: readonly Verdict[],
  raters: readonly RaterId[],
  rated: ReadonlyMap<string, RatedDocument>,
): QuestionTrust {
  const isKeep = question.kind === "keep";
  // A document that as many keep as drop has no verdict.
  const clear = isKeep ? verdicts.filter(({ verdict }) => verdict !== 0.5) : verdicts;
  const fares = raters.map((rater): RaterOnQuestion => {
    const pairs = clear.flatMap(({ documentId, verdict }) => {
      const value = rated.get(documentId)?.values[rater] ?? null;
      return value === null ? [] : [{ value, verdict }];
    });
    return { rater, documents: pairs.length, agreement: isKeep ? areaOf(pairs) : correlationOf(pairs) };
  });
  const chance = isKeep ? 0.5 : 0;
  const distance = ({ agreement }: RaterOnQuestion): number =>
    agreement.value === null ? -1 : Math.abs(agreement.value - chance);
  return {
    id: questionId(question),
    measure: isKeep ? "auc" : "spearman",
    raters: fares.toSorted((a, b) => distance(b) - distance(a)),
    levels: question.kind === "level" ? levelsAgainst(question.rater, verdicts, rated) : null,
  };
}

interface Pair {
  readonly value: number;
  readonly verdict: number;
}

const areaOf = (pairs: readonly Pair[]): Estimate =>
  areaUnderCurve(
    pairs.map(({ value }) => value),
    pairs.map(({ verdict }) => verdict > 0.5),
  );
const correlationOf = (pairs: readonly Pair[]): Estimate =>
  spearman(
    pairs.map(({ value }) => value),
    pairs.map(({ verdict }) => verdict),
  );

function levelsAgainst(
  rater: RubricId,
  verdicts: readonly Verdict[],
  rated: ReadonlyMap<string, RatedDocument>,
): LevelsAgainstPeople | null {
  if (levelsOf(raterOf(rater)) !== LEVELS) return null;
  const pairs = verdicts.flatMap(({ documentId, median }) => {
    const level = rated.get(documentId)?.levels[rater] ?? null;
    return level === null ? [] : [{ people: median, said: level }];
  });
  if (pairs.length === 0) return null;
  const confusionOf = (some: typeof pairs): number[][] => {
    const confusion = Array.from({ length: LEVELS }, () => new Array<number>(LEVELS).fill(0));
    for (const { people, said } of some) {
      const row = confusion[people];
      if (row !== undefined) row[said] = (row[said] ?? 0) + 1;
    }
    return confusion;
  };
  return {
    rater,
    documents: pairs.length,
    confusion: confusionOf(pairs),
    macroF1: bootstrapped(pairs, (some) => macroF1(confusionOf([...some])), SEED),
  };
}

/** One verdict a document: the mean of its questions, each standardised over the documents of the session. */
function proposalOf(
  judged: readonly { readonly question: Question; readonly verdicts: readonly Verdict[] }[],
  raters: readonly RaterId[],
  rated: ReadonlyMap<string, RatedDocument>,
  statistics: CorpusStatistics,
): Proposal | null {
  const said = new Map<string, number[]>();
  for (const { verdicts } of judged) {
    const values = verdicts.map(({ verdict }) => verdict);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    for (const { documentId, verdict } of verdicts)
      said.set(documentId, [...(said.get(documentId) ?? []), sd === 0 ? 0 : (verdict - mean) / sd]);
  }
  const documents = [...said].filter(([documentId]) => rated.has(documentId));
  if (documents.length < FEWEST_VERDICTS) return null;
  const standardised = raters.map((rater) => {
    const { mean, sd } = statistics.raters[rater]?.value ?? { mean: 0, sd: 0 };
    return documents.map(([documentId]) => {
      const value = rated.get(documentId)?.values[rater] ?? null;
      return value === null || sd === 0 ? 0 : (value - mean) / sd;
    });
  });
  const verdicts = documents.map(([, all]) => all.reduce((sum, one) => sum + one, 0) / all.length);
  const { weights, foretold } = proposeWeights({ verdicts, raters: standardised }, SEED);
  return {
    questions: judged.map(({ question }) => questionId(question)),
    documents: documents.length,
    foretold,
    weights: Object.fromEntries(
      raters.flatMap((rater, at) => {
        const weight = Number((weights[at] ?? 0).toFixed(6));
        return weight > 0 ? [[rater, weight]] : [];
      }),
    ),
  };
}
