import { levelsOf, raterOf, type RaterId } from "@/core/raters";

/**
 * How the latent variable g of a rater (standard normal but for its domain's shift) becomes its value. Every shape
 * but `words` and its followers is monotone in g: a Gaussian copula with these marginals.
 *   share     100·σ(a + b·g), percent                  tail   100·exp(a + b·g), percent that may exceed 100
 *   score     low + width·σ(a + b·g)                   normal a + b·g
 *   log       exp(a + b·g)
 *   words     tokens·exp(a + b·g), whole, at least 1   sentences  words ÷ exp(a + b·g), whole, at least 1
 *   distinct  100·σ(a − 0.75·(ln words − 4.5) + b·g)   ratios     −words·exp(a + b·g)
 *   level     logits of K levels around a + b·g
 */
interface Marginal {
  readonly shape:
    "share" | "tail" | "score" | "normal" | "log" | "words" | "sentences" | "distinct" | "ratios" | "level";
  readonly a: number;
  readonly b: number;
  /** Below it g means 0: a document without any digit, or without a repetition. */
  readonly zero?: number;
}

/** Shapes seen in rows of SlimPajama-Meta-rater: percents, counts that follow the length, logits, raw log ratios. */
const MARGINALS: Readonly<Record<RaterId, Marginal>> = {
  unigram_entropy: { shape: "score", a: 0.9, b: 0.45 },
  frac_no_alph_words: { shape: "share", a: -1.25, b: 0.25 },
  uppercase_letter_fraction: { shape: "share", a: -3.1, b: 0.6 },
  mean_word_length: { shape: "log", a: 1.54, b: 0.1 },
  frac_chars_top_2gram: { shape: "tail", a: -3.6, b: 0.8, zero: -1.6 },
  word_count: { shape: "words", a: -0.3, b: 0.15 },
  frac_chars_top_3gram: { shape: "tail", a: -4.2, b: 1, zero: -1.2 },
  num_sentences: { shape: "sentences", a: 2.9, b: 0.35 },
  numerical_chars_fraction: { shape: "share", a: -4.2, b: 0.9, zero: -1.1 },
  frac_unique_words: { shape: "distinct", a: 1.6, b: 0.3 },
  terminal_punctuation_lines: { shape: "share", a: 0.2, b: 1.6 },
  writing_style: { shape: "normal", a: 0.4, b: 1.9 },
  required_expertise: { shape: "normal", a: -0.6, b: 2.3 },
  facts_and_trivia: { shape: "normal", a: 0.9, b: 1.8 },
  educational_value: { shape: "normal", a: 0.2, b: 2.1 },
  fineweb_edu: { shape: "score", a: -0.9, b: 0.8 },
  dsir_wikipedia: { shape: "ratios", a: 1.03, b: -0.08 },
  dsir_math: { shape: "ratios", a: 1.12, b: -0.08 },
  dsir_books: { shape: "ratios", a: 0.99, b: -0.08 },
  advertisement: { shape: "level", a: 1.6, b: 1.8 },
  fluency: { shape: "level", a: 2, b: 1.6 },
  professionalism: { shape: "level", a: 2.2, b: 0.9 },
  readability: { shape: "level", a: 3.4, b: 0.9 },
  reasoning: { shape: "level", a: 2, b: 0.95 },
  cleanliness: { shape: "level", a: 3.3, b: 0.85 },
};

const marginalOf = (rater: RaterId): Marginal => MARGINALS[rater];

/** Ends of the two scores that have them: entropy in nats, and the range of FineWeb-Edu. */
const SCORES: Partial<Record<RaterId, { readonly low: number; readonly width: number }>> = {
  unigram_entropy: { low: 0, width: 7 },
  fineweb_edu: { low: -0.4, width: 4.5 },
};

/** How fast the logits of the levels fall off around the latent level. */
const FALL = 1.6;

const sigma = (x: string): string => `(1 / (1 + exp(-(${x}))))`;

/** SQL of the value of a rater that is a number; `words` names the word count of the row. */
export function valueSql(rater: RaterId, g: string, row: SyntheticLengths): string {
  const { zero } = marginalOf(rater);
  const value = shapeSql(rater, g, row);
  return zero === undefined ? value : `CASE WHEN ${g} < ${String(zero)} THEN 0 ELSE ${value} END`;
}

/** SQL of the tokens and of the words of a document. */
interface SyntheticLengths {
  readonly tokens: string;
  readonly words: string;
}

function shapeSql(rater: RaterId, g: string, { tokens, words }: SyntheticLengths): string {
  const { shape, a, b } = marginalOf(rater);
  const x = `(${String(a)} + ${String(b)} * ${g})`;
  switch (shape) {
    case "share":
      return `100 * ${sigma(x)}`;
    case "tail":
      return `100 * exp(${x})`;
    case "score": {
      const { low, width } = SCORES[rater] ?? { low: 0, width: 1 };
      return `${String(low)} + ${String(width)} * ${sigma(x)}`;
    }
    case "normal":
      return x;
    case "log":
      return `exp(${x})`;
    case "words":
      return `greatest(1, round(${tokens} * exp(${x})))`;
    case "sentences":
      return `greatest(1, round(${words} / exp(${x})))`;
    case "distinct":
      return `100 * ${sigma(`${x} - 0.75 * (ln(${words}) - 4.5)`)}`;
    case "ratios":
      return `-${words} * exp(${x})`;
    case "level":
      throw new RangeError(`${rater} has logits, not a value`);
  }
}

/** SQL of the list of logits of a classifier, as FLOAT[]. */
export function logitsSql(rater: RaterId, g: string): string {
  const { a, b } = marginalOf(rater);
  const x = `(${String(a)} + ${String(b)} * ${g})`;
  const levels = levelsOf(raterOf(rater)) ?? 0;
  if (levels === 2) return `[-${x} / 2, ${x} / 2]::FLOAT[]`;
  const logits = Array.from({ length: levels }, (_, k) => `3 - ${String(FALL)} * (${x} - ${String(k)}) ** 2`);
  return `[${logits.join(", ")}]::FLOAT[]`;
}
