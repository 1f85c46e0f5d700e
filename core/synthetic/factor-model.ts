import { RATERS, type RaterId } from "@/core/raters";

/** What the raters of a synthetic document have in common; each is standard normal within a domain. */
export const FACTORS = ["length", "quality", "knowledge", "repetition", "symbols", "importance"] as const;
export type Factor = (typeof FACTORS)[number];

export interface SyntheticDomain {
  readonly domain: string;
  /** Share of SlimPajama's tokens in percent. */
  readonly share: number;
  /** Mean tokens of a document; with the shares they put 590 million documents into 627 billion tokens, as SlimPajama has. */
  readonly meanTokens: number;
  /** Standard deviation of ln tokens. */
  readonly spread: number;
  /** Means of the factors in standard deviations; 0 where absent. */
  readonly shifts: Partial<Record<Factor, number>>;
}

/** The seven domains of SlimPajama, in the order of their names. */
export const SYNTHETIC_DOMAINS: readonly SyntheticDomain[] = [
  domain("arxiv", 4.6, 18_600, 0.7, { quality: 0.4, knowledge: 2, symbols: 1.2, importance: 0.6 }),
  domain("book", 4.2, 127_000, 0.8, { quality: 1.2, knowledge: 0.5, repetition: -0.4, symbols: -0.6 }),
  domain("c4", 26.7, 515, 0.95, { quality: 0.1, knowledge: -0.2, repetition: -0.1 }),
  domain("commoncrawl", 52.2, 1750, 1, {}),
  domain("github", 5.2, 1730, 1.2, { quality: -1.2, knowledge: 0.3, repetition: 1, symbols: 2 }),
  domain("stackexchange", 3.3, 700, 0.8, { quality: -0.2, knowledge: 0.9, symbols: 0.8 }),
  domain("wikipedia", 3.8, 850, 1.1, { quality: 0.8, knowledge: 1, repetition: 0.3, importance: 1 }),
];

function domain(
  name: string,
  share: number,
  meanTokens: number,
  spread: number,
  shifts: SyntheticDomain["shifts"],
): SyntheticDomain {
  return { domain: name, share, meanTokens, spread, shifts };
}

type Loadings = Partial<Record<Factor, number>>;

/** Loadings λ of the raters: g = Σ λ·factor + √(1 − Σ λ²)·own, so that within a domain corr(g, g′) = Σ λ·λ′. */
const LOADINGS: Readonly<Record<RaterId, Loadings>> = {
  unigram_entropy: { length: 0.7, quality: 0.2, repetition: -0.4 },
  frac_no_alph_words: { symbols: 0.8, repetition: 0.2 },
  uppercase_letter_fraction: { symbols: 0.5, quality: -0.2, repetition: 0.2 },
  mean_word_length: { knowledge: 0.5, quality: 0.2, symbols: 0.2 },
  frac_chars_top_2gram: { repetition: 0.9, length: -0.2 },
  word_count: { symbols: -0.5, quality: 0.2 },
  frac_chars_top_3gram: { repetition: 0.85, length: -0.1, quality: -0.1 },
  num_sentences: { quality: -0.2, symbols: 0.3, repetition: 0.2 },
  numerical_chars_fraction: { symbols: 0.7, knowledge: 0.2 },
  frac_unique_words: { repetition: -0.7, quality: 0.2 },
  terminal_punctuation_lines: { quality: 0.6, symbols: -0.4 },
  writing_style: { quality: 0.8, knowledge: 0.2, length: 0.1 },
  required_expertise: { knowledge: 0.85, quality: 0.2 },
  facts_and_trivia: { knowledge: 0.6, quality: 0.3, importance: 0.2, length: 0.1 },
  educational_value: { knowledge: 0.7, quality: 0.5 },
  fineweb_edu: { knowledge: 0.7, quality: 0.4, importance: 0.1 },
  dsir_wikipedia: { importance: 0.97 },
  dsir_math: { importance: 0.96, knowledge: 0.1 },
  dsir_books: { importance: 0.96, quality: 0.1 },
  advertisement: { quality: 0.6, repetition: -0.3 },
  fluency: { quality: 0.75, symbols: -0.3 },
  professionalism: { knowledge: 0.85, quality: 0.2, length: 0.1 },
  readability: { quality: 0.8, knowledge: -0.1, symbols: -0.3 },
  reasoning: { knowledge: 0.8, quality: 0.3, length: 0.2 },
  cleanliness: { quality: 0.75, repetition: -0.3 },
};

export const loadingOf = (rater: RaterId, factor: Factor): number => LOADINGS[rater][factor] ?? 0;

/** Correlation of the latent variables of two raters within a domain. */
export const latentCorrelation = (a: RaterId, b: RaterId): number =>
  a === b ? 1 : FACTORS.reduce((sum, factor) => sum + loadingOf(a, factor) * loadingOf(b, factor), 0);

/** Loading of a rater's own part: what the factors leave of a variance of 1. */
export const ownLoading = (rater: RaterId): number =>
  Math.sqrt(1 - FACTORS.reduce((sum, factor) => sum + loadingOf(rater, factor) ** 2, 0));

/** Mean of a rater's latent variable in a domain. */
export const latentShift = (rater: RaterId, { shifts }: SyntheticDomain): number =>
  FACTORS.reduce((sum, factor) => sum + loadingOf(rater, factor) * (shifts[factor] ?? 0), 0);

/** Share of the documents that miss a rater: more where a model has to read the text than where it is counted. */
export const missingShare = (rater: RaterId): number =>
  RATERS.find(({ id }) => id === rater)?.family === "model" ? 0.002 : 0.0005;
