import { RATERS, type Rater, type RaterId } from "@/core/raters";
import type { ColumnKind, SourceColumn } from "@/core/source-column";
import { offRaters, raterColumns, RELEASED_ID, RELEASED_TEXT } from "@/core/mapped-columns";
import type { DocumentPart, SourceMapping } from "@/core/source-mapping";

/** Groups are never guessed: they are part of what a corpus is, and whoever wants them knows which. */
type GuessedPart = Exclude<DocumentPart, "group">;

/** Names of columns in published corpora, the likeliest first; compared without case, dots and dashes. */
const NAMES: Readonly<Record<GuessedPart, readonly string[]>> = {
  id: ["id", "doc_id", "document_id", "uuid", "guid", "_id", "sample_id", "warc_record_id", "url"],
  text: ["content", "text", "raw_content", "raw_text", "contents", "document", "body", "article", "passage"],
  domain: [
    "domain",
    "meta.redpajama_set_name",
    "redpajama_set_name",
    "pile_set_name",
    "set_name",
    "source",
    "subset",
    "data_source",
    "dataset",
    "category",
  ],
  tokens: ["token_count", "n_tokens", "num_tokens", "ntokens", "tokens", "token_num", "length_tokens"],
};

const KINDS: Readonly<Record<GuessedPart, readonly ColumnKind[]>> = {
  id: ["text", "number"],
  text: ["text"],
  domain: ["text"],
  tokens: ["number"],
};

/** Other names of raters; beyond them the released field, the id and the label are looked for. */
const RATER_NAMES: Readonly<Partial<Record<RaterId, readonly string[]>>> = {
  word_count: ["num_words", "n_words"],
  num_sentences: ["sentence_count", "n_sentences"],
  mean_word_length: ["avg_word_length", "average_word_length"],
  frac_unique_words: ["unique_words_fraction"],
  fineweb_edu: ["fineweb_edu_score", "edu_score"],
  advertisement: ["ad"],
  dsir_wikipedia: ["dsir_wiki"],
  dsir_books: ["dsir_book"],
};

/** Words that names of scores are dressed with. */
const DRESS = new Set([
  ..."rps doc lines quality signal signals prrc modernbert qurater qurating en".split(" "),
  ..."score scores rating value label level logits classifier".split(" "),
]);

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

const leafOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

function undressed(name: string): string {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  const kept = words.filter((word) => !DRESS.has(word));
  return kept.length === 0 ? plain(name) : kept.join("");
}

/** Outer fields before nested ones, then by name: the guess does not hang on the order of the columns. */
const byNearness = (a: SourceColumn, b: SourceColumn): number =>
  a.path.split(".").length - b.path.split(".").length || (a.path < b.path ? -1 : 1);

/**
 * Proposes which columns hold what, from their names and kinds. What is where the released layout has it is left out,
 * so that the mapping of released rows is empty.
 */
export function guessMapping(columns: readonly SourceColumn[]): SourceMapping {
  const near = [...columns].sort(byNearness);
  const id = guessPart(near, "id");
  const text = guessPart(near, "text");
  const domain = guessPart(near, "domain");
  const tokens = guessPart(near, "tokens");
  const raters = guessRaters(near);
  return {
    ...(id === null || (id.path === RELEASED_ID && id.kind === "text") ? {} : { id: id.path }),
    ...(text === null || text.path === RELEASED_TEXT ? {} : { text: text.path }),
    ...(domain === null ? {} : { domain: domain.path }),
    ...(tokens === null ? {} : { tokens: tokens.path }),
    ...(Object.keys(raters).length === 0 ? {} : { raters }),
  };
}

function guessPart(columns: readonly SourceColumn[], part: GuessedPart): SourceColumn | null {
  const fitting = columns.filter(({ kind }) => KINDS[part].includes(kind));
  for (const name of NAMES[part]) {
    const found =
      fitting.find(({ path }) => path === name) ??
      fitting.find(({ path }) => plain(path) === plain(name)) ??
      fitting.find(({ path }) => plain(leafOf(path)) === plain(name));
    if (found !== undefined) return found;
  }
  return null;
}

function guessRaters(columns: readonly SourceColumn[]): Partial<Record<RaterId, string>> {
  const there = new Map(columns.map((column) => [column.path, column]));
  const isPlaced = (rater: Rater): boolean =>
    raterColumns({}, rater).some(({ path, accepts }) => {
      const kind = there.get(path)?.kind;
      if (kind === "number") return accepts !== "released" || isScalar(rater);
      return kind === "numbers" && accepts !== "number" && !isScalar(rater);
    });
  const guesses = RATERS.filter((rater) => !isPlaced(rater)).flatMap((rater) => {
    const found = guessRater(columns, rater);
    return found === null ? [] : [[rater.id, found.path] as const];
  });
  return Object.fromEntries(guesses);
}

const isScalar = ({ source }: Rater): boolean => source.kind === "scalar";

/** Whether values of a kind can be a rater's: a number always, a list where its released field is one. */
const holds = (rater: Rater, kind: ColumnKind): boolean =>
  kind === "number" || (kind === "numbers" && !isScalar(rater));

function guessRater(columns: readonly SourceColumn[], rater: Rater): SourceColumn | null {
  const { id, label, source } = rater;
  const listed = undressed(source.field);
  const names = new Set([
    ...[id, label].flatMap((name) => [plain(name), undressed(name)]),
    ...(RATER_NAMES[id] ?? []).map(plain),
  ]);
  const fits = ({ path, kind }: SourceColumn): boolean => {
    const leaf = leafOf(path);
    if (!holds(rater, kind)) return false;
    if (kind === "numbers" && undressed(leaf) === listed) return true;
    const isShared = source.kind === "item" && source.length > 1;
    return names.has(plain(leaf)) || names.has(undressed(leaf)) || (!isShared && undressed(leaf) === listed);
  };
  return columns.find(fits) ?? null;
}

/** How many of the 25 raters a mapping finds among columns. */
export const foundRaters = (mapping: SourceMapping, columns: readonly string[]): number =>
  RATERS.length - offRaters(mapping, columns).length;
