import { bootstrapped, type Estimate } from "@/core/estimates/bootstrap";

/** What a classifier says of a document, and the level of people. */
export interface JudgedLogits {
  /** One for each level from 0 up. */
  readonly logits: readonly number[];
  readonly level: number;
}

/** Documents of about equal confidence. */
export interface ReliabilityBin {
  readonly documents: number;
  /** Mean probability of the likeliest level. */
  readonly confidence: number;
  /** Share of which the likeliest level is that of people. */
  readonly right: number;
}

export interface Calibration {
  readonly documents: number;
  /** By confidence, as equal in number as can be. */
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error: mean |confidence − right| of the bins, by documents. */
  readonly error: Estimate;
  /** The one that logits are divided by to make people's levels likeliest. */
  readonly temperature: number;
  /** Mean negative log-likelihood of people's levels in nats: as the classifier says, and at the temperature. */
  readonly nll: number;
  readonly nllAtTemperature: number;
  /** The calibration error at the temperature, over the documents that it was fitted to. */
  readonly errorAtTemperature: number;
}

const BINS = 10;
/** Of the bootstrap, so that the same answers always show the same interval. */
const SEED = 1;

/** How far the probabilities of a classifier can be believed; null without documents. */
export function calibrate(documents: readonly JudgedLogits[]): Calibration | null {
  if (documents.length === 0) return null;
  const judged = documents.map((document) => likeliest(document, 1));
  const temperature = bestTemperature(documents);
  return {
    documents: documents.length,
    bins: reliability(judged),
    error: bootstrapped(judged, calibrationError, SEED),
    temperature,
    nll: negativeLogLikelihood(documents, 1),
    nllAtTemperature: negativeLogLikelihood(documents, temperature),
    errorAtTemperature: calibrationError(documents.map((document) => likeliest(document, temperature))),
  };
}

/** Probabilities of the levels: exp(logit ÷ temperature), scaled to a sum of 1. */
export function softmax(logits: readonly number[], temperature: number): number[] {
  const highest = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp((logit - highest) / temperature));
  const sum = odds.reduce((total, one) => total + one, 0);
  return odds.map((one) => one / sum);
}

interface Judged {
  readonly confidence: number;
  readonly right: boolean;
}

/** The lowest of equally likely levels is the likeliest. */
function likeliest({ logits, level }: JudgedLogits, temperature: number): Judged {
  const probabilities = softmax(logits, temperature);
  const confidence = Math.max(...probabilities);
  return { confidence, right: logits.indexOf(Math.max(...logits)) === level };
}

/** Bins of equally many documents (Nguyen and O'Connor 2015). */
function reliability(judged: readonly Judged[]): ReliabilityBin[] {
  const sorted = judged.toSorted((a, b) => a.confidence - b.confidence);
  const bins = Math.min(BINS, sorted.length);
  return Array.from({ length: bins }, (_, bin) => {
    const edge = (at: number): number => Math.floor((sorted.length * at) / bins);
    const own = sorted.slice(edge(bin), edge(bin + 1));
    return {
      documents: own.length,
      confidence: own.reduce((sum, { confidence }) => sum + confidence, 0) / own.length,
      right: own.filter(({ right }) => right).length / own.length,
    };
  });
}

const calibrationError = (judged: readonly Judged[]): number =>
  reliability(judged).reduce(
    (sum, { documents, confidence, right }) => sum + documents * Math.abs(confidence - right),
    0,
  ) / judged.length;

function negativeLogLikelihood(documents: readonly JudgedLogits[], temperature: number): number {
  const sum = documents.reduce((total, { logits, level }) => {
    const highest = Math.max(...logits);
    const odds = logits.reduce((all, logit) => all + Math.exp((logit - highest) / temperature), 0);
    return total + Math.log(odds) - ((logits[level] ?? 0) - highest) / temperature;
  }, 0);
  return sum / documents.length;
}

/** Beyond these the classifier is either always right or says nothing. */
const TEMPERATURES = { least: 0.05, most: 20 } as const;
const STEPS = 60;

/**
 * The temperature of Guo et al. (2017). The likelihood has one peak over 1 ÷ temperature, where it is concave, and so over its
 * logarithm: golden sections find it.
 */
function bestTemperature(documents: readonly JudgedLogits[]): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  const at = (log: number): number => negativeLogLikelihood(documents, Math.exp(log));
  let [low, high] = [Math.log(TEMPERATURES.least), Math.log(TEMPERATURES.most)];
  for (let step = 0; step < STEPS; step += 1) {
    const reach = ratio * (high - low);
    if (at(high - reach) <= at(low + reach)) high = low + reach;
    else low = high - reach;
  }
  return Math.exp((low + high) / 2);
}
