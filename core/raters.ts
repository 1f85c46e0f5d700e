/** The three families of raters, in the order the studio shows them. */
export const FAMILIES = ["natural-language", "importance", "model"] as const;
export type Family = (typeof FAMILIES)[number];

/** Where a released record keeps a rater: a number, one number of a list, or the logits of a classifier. */
export type RaterSource =
  | { readonly field: string; readonly kind: "scalar" }
  | { readonly field: string; readonly kind: "item"; readonly position: number; readonly length: number }
  | { readonly field: string; readonly kind: "logits"; readonly levels: number };

interface RaterShape {
  readonly id: string;
  readonly label: string;
  readonly family: Family;
  /** Learned weight printed on the dataset card SlimPajama-Meta-rater, 4 decimals; they sum to 1.0030. */
  readonly publishedWeight: number;
  readonly source: RaterSource;
}

/** The 25 raters of Meta-rater (arXiv 2504.14194) in the feature order of the authors' pipeline. */
export const RATERS = [
  {
    id: "unigram_entropy",
    label: "Unigram entropy",
    family: "natural-language",
    publishedWeight: 0.0422,
    source: { field: "rps_doc_unigram_entropy", kind: "scalar" },
  },
  {
    id: "frac_no_alph_words",
    label: "Non-alphabetic",
    family: "natural-language",
    publishedWeight: 0.0493,
    source: { field: "rps_doc_frac_no_alph_words", kind: "scalar" },
  },
  {
    id: "uppercase_letter_fraction",
    label: "Uppercase letters",
    family: "natural-language",
    publishedWeight: 0.0488,
    source: { field: "rps_lines_uppercase_letter_fraction", kind: "scalar" },
  },
  {
    id: "mean_word_length",
    label: "Mean word length",
    family: "natural-language",
    publishedWeight: 0.0065,
    source: { field: "rps_doc_mean_word_length", kind: "scalar" },
  },
  {
    id: "frac_chars_top_2gram",
    label: "Top 2-gram",
    family: "natural-language",
    publishedWeight: 0.0471,
    source: { field: "rps_doc_frac_chars_top_2gram", kind: "scalar" },
  },
  {
    id: "word_count",
    label: "Word count",
    family: "natural-language",
    publishedWeight: 0.0423,
    source: { field: "rps_doc_word_count", kind: "scalar" },
  },
  {
    id: "frac_chars_top_3gram",
    label: "Top 3-gram",
    family: "natural-language",
    publishedWeight: 0.0473,
    source: { field: "rps_doc_frac_chars_top_3gram", kind: "scalar" },
  },
  {
    id: "num_sentences",
    label: "Sentences",
    family: "natural-language",
    publishedWeight: 0.0458,
    source: { field: "rps_doc_num_sentences", kind: "scalar" },
  },
  {
    id: "numerical_chars_fraction",
    label: "Numerical characters",
    family: "natural-language",
    publishedWeight: 0.046,
    source: { field: "rps_lines_numerical_chars_fraction", kind: "scalar" },
  },
  {
    id: "frac_unique_words",
    label: "Unique words",
    family: "natural-language",
    publishedWeight: 0.0432,
    source: { field: "rps_doc_frac_unique_words", kind: "scalar" },
  },
  {
    id: "terminal_punctuation_lines",
    label: "Terminal punctuation",
    family: "natural-language",
    publishedWeight: 0.0473,
    source: { field: "rps_lines_ending_with_terminal_punctution_mark", kind: "scalar" },
  },
  {
    id: "writing_style",
    label: "Writing style",
    family: "model",
    publishedWeight: 0.0005,
    source: { field: "qurater", kind: "item", position: 0, length: 4 },
  },
  {
    id: "required_expertise",
    label: "Required expertise",
    family: "model",
    publishedWeight: 0.0373,
    source: { field: "qurater", kind: "item", position: 1, length: 4 },
  },
  {
    id: "facts_and_trivia",
    label: "Facts and trivia",
    family: "model",
    publishedWeight: 0.0477,
    source: { field: "qurater", kind: "item", position: 2, length: 4 },
  },
  {
    id: "educational_value",
    label: "Educational value",
    family: "model",
    publishedWeight: 0.0564,
    source: { field: "qurater", kind: "item", position: 3, length: 4 },
  },
  {
    id: "fineweb_edu",
    label: "FineWeb-Edu",
    family: "model",
    publishedWeight: 0.0493,
    source: { field: "fineweb_edu", kind: "item", position: 0, length: 1 },
  },
  {
    id: "dsir_wikipedia",
    label: "DSIR Wikipedia",
    family: "importance",
    publishedWeight: 0.0469,
    source: { field: "dsir_wiki", kind: "scalar" },
  },
  {
    id: "dsir_math",
    label: "DSIR math",
    family: "importance",
    publishedWeight: 0.0448,
    source: { field: "dsir_math", kind: "scalar" },
  },
  {
    id: "dsir_books",
    label: "DSIR books",
    family: "importance",
    publishedWeight: 0.0414,
    source: { field: "dsir_books", kind: "scalar" },
  },
  {
    id: "advertisement",
    label: "Advertisement-free",
    family: "model",
    publishedWeight: 0.0368,
    source: { field: "ad_en", kind: "logits", levels: 2 },
  },
  {
    id: "fluency",
    label: "Fluency",
    family: "model",
    publishedWeight: 0.0402,
    source: { field: "fluency_en", kind: "logits", levels: 2 },
  },
  {
    id: "professionalism",
    label: "Professionalism",
    family: "model",
    publishedWeight: 0.0405,
    source: { field: "modernbert_professionalism", kind: "logits", levels: 6 },
  },
  {
    id: "readability",
    label: "Readability",
    family: "model",
    publishedWeight: 0.0393,
    source: { field: "modernbert_readability", kind: "logits", levels: 6 },
  },
  {
    id: "reasoning",
    label: "Reasoning",
    family: "model",
    publishedWeight: 0.0444,
    source: { field: "modernbert_reasoning", kind: "logits", levels: 6 },
  },
  {
    id: "cleanliness",
    label: "Cleanliness",
    family: "model",
    publishedWeight: 0.0117,
    source: { field: "modernbert_cleanliness", kind: "logits", levels: 6 },
  },
] as const satisfies readonly RaterShape[];

export type RaterId = (typeof RATERS)[number]["id"];
export interface Rater extends RaterShape {
  readonly id: RaterId;
}

export const RATER_IDS: readonly RaterId[] = RATERS.map((rater) => rater.id);

const BY_ID: ReadonlyMap<string, Rater> = new Map(RATERS.map((rater) => [rater.id, rater]));

export const isRaterId = (id: string): id is RaterId => BY_ID.has(id);

/** The rater of that id; every `RaterId` has one. */
export function raterOf(id: RaterId): Rater {
  const rater = BY_ID.get(id);
  if (rater === undefined) throw new RangeError(`no rater ${id}`);
  return rater;
}

/** Number of levels K of a classifier rater, null for a rater that is a plain number. */
export const levelsOf = (rater: Rater): number | null =>
  rater.source.kind === "logits" ? rater.source.levels : null;

/** The 22 fields of a released record that hold the 25 raters, each once. */
export const RATER_FIELDS: readonly string[] = [...new Set(RATERS.map((rater) => rater.source.field))];
