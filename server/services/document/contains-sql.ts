import { foldCase, foldedApart } from "@/core/fold-case";
import { sqlText } from "@/server/duckdb/sql-literal";

/** Characters up to which a text is one regular expression; compiling takes time by the square of its length. */
const MOST_COMPILED = 256;

/** Stands for İ, whose lower case in DuckDB is i; a noncharacter, which no text is made of. */
const DOTTED_I = "\ufdd0";

/**
 * A condition that holds exactly where `foldCase(text)` contains `foldCase(search)`; every character of a search stands
 * for itself. DuckDB's regular expressions find a literal without regard to case faster than it lowers the text
 * (docs/decisions/2026-11-24-listing-rows.md).
 * @param column SQL of the text
 */
export function containsSql(column: string, search: string): string {
  const folded = Array.from(foldCase(search));
  const whole = folded.join("");
  if (folded.length <= MOST_COMPILED || whole.includes("İ") || whole.includes(DOTTED_I)) {
    return matchesSql(column, folded);
  }
  const begins = matchesSql(column, folded.slice(0, MOST_COMPILED));
  return `(${begins} AND contains(${foldedSql(column, whole)}, ${sqlText(whole)}))`;
}

const matchesSql = (column: string, characters: readonly string[]): string =>
  `regexp_matches(${column}, ${sqlText(characters.map(escaped).join(""))}, 'i')`;

/** RE2 takes any ASCII character but letters, digits and _ for itself after a backslash, except the null byte. */
function escaped(character: string): string {
  if (character === "\0") return "\\x00";
  return /^[\x01-\x7f]$/.test(character) && !/^[A-Za-z0-9_]$/.test(character) ? `\\${character}` : character;
}

/** A text brought to lower case, with those characters brought there too that can be in a folded text and are not by `lower`. */
function foldedSql(column: string, folded: string): string {
  const apart = [...foldedApart(folded), ...(folded.includes("i") ? [{ from: "İ", to: DOTTED_I }] : [])];
  const replaced = apart.reduce(
    (sql, { from, to }) => `replace(${sql}, ${sqlText(from)}, ${sqlText(to)})`,
    column,
  );
  return `lower(${replaced})`;
}
