import type { TextFeatures } from "@/core/signals/text-features";

/**
 * The 11 model ratings in the storage shape of a released record: 6 logits for levels 0–5, 2 logits
 * [not, yes], 4 QuRating logits (writing style, required expertise, facts and trivia, educational value), 1 number.
 */
export interface StandInRatings {
  readonly qurater: readonly [number, number, number, number];
  readonly fineweb_edu: readonly [number];
  readonly ad_en: readonly [number, number];
  readonly fluency_en: readonly [number, number];
  readonly modernbert_professionalism: readonly number[];
  readonly modernbert_readability: readonly number[];
  readonly modernbert_reasoning: readonly number[];
  readonly modernbert_cleanliness: readonly number[];
}

const LEVELS = [0, 1, 2, 3, 4, 5] as const;
/** Spread of the levels around their centre; softmax of the logits is a Gaussian of that sd on 0–5. */
const LEVEL_SPREAD = 0.7;

/** 0 up to `low`, 1 from `high`, linear between. */
const ramp = (value: number, low: number, high: number): number =>
  Math.min(1, Math.max(0, (value - low) / (high - low)));

const levelLogits = (quality: number): number[] =>
  LEVELS.map((level) => -((level - 5 * quality) ** 2) / (2 * LEVEL_SPREAD ** 2) || 0);

const twoLogits = (quality: number): readonly [number, number] => [3 - 6 * quality, 6 * quality - 3];

const quratingLogit = (quality: number): number => 8 * quality - 4;

/** Qualities between 0 and 1, each monotone in every feature it uses. */
function qualities(text: TextFeatures) {
  const length = ramp(Math.log1p(text.words), Math.log1p(20), Math.log1p(2000));
  const prose = ramp(text.functionWords, 0.05, 0.4);
  const expertise = 0.5 * ramp(text.wordLength, 3.5, 6.5) + 0.5 * ramp(text.longWords, 0.05, 0.4);
  const reasoning = 0.7 * ramp(text.connectives, 0, 0.04) + 0.3 * length;
  const facts = 0.5 * ramp(text.numbers, 0, 0.15) + 0.5 * ramp(text.innerCapitals, 0, 0.15);
  const plain = 1 - ramp(text.symbols, 0.02, 0.2);
  const short = 1 - ramp(text.wordsPerSentence, 12, 60);
  const unbroken = 1 - ramp(text.oddCharacters, 0, 0.01);
  const unrepeated = 1 - ramp(text.repeatedLines, 0, 0.5);
  return {
    writingStyle: 0.6 * prose + 0.4 * plain,
    expertise,
    facts,
    education: (prose + expertise + reasoning) / 3,
    adFree: 1 - ramp(text.advertWords, 0, 0.03),
    fluency: 0.8 * prose + 0.2 * unbroken,
    readability: (prose + short + plain) / 3,
    reasoning,
    cleanliness: (plain + unbroken + unrepeated) / 3,
  };
}

/**
 * Stand-ins for the 11 model ratings: transparent word and character counts, no model and no substitute for one. They
 * give the demo corpus plausible, finite numbers in the right shapes; anything that shows them must call them stand-ins.
 */
export function standInRatings(features: TextFeatures): StandInRatings {
  const q = qualities(features);
  return {
    qurater: [
      quratingLogit(q.writingStyle),
      quratingLogit(q.expertise),
      quratingLogit(q.facts),
      quratingLogit(q.education),
    ],
    fineweb_edu: [4.5 * q.education - 0.4],
    ad_en: twoLogits(q.adFree),
    fluency_en: twoLogits(q.fluency),
    modernbert_professionalism: levelLogits(q.expertise),
    modernbert_readability: levelLogits(q.readability),
    modernbert_reasoning: levelLogits(q.reasoning),
    modernbert_cleanliness: levelLogits(q.cleanliness),
  };
}
