/** Characters whose simple case folding is not their lower case, with what they fold to. */
const FOLDED_APART: ReadonlyMap<string, string> = new Map([
  ["µ", "μ"],
  ["ſ", "s"],
  ["\u0345", "ι"],
  ["ς", "σ"],
  ["ϐ", "β"],
  ["ϑ", "θ"],
  ["ϕ", "φ"],
  ["ϖ", "π"],
  ["ϰ", "κ"],
  ["ϱ", "ρ"],
  ["ϵ", "ε"],
  ["ᲀ", "в"],
  ["ᲁ", "д"],
  ["ᲂ", "о"],
  ["ᲃ", "с"],
  ["ᲄ", "т"],
  ["ᲅ", "т"],
  ["ᲆ", "ъ"],
  ["ᲇ", "ѣ"],
  ["ᲈ", "ꙋ"],
  ["ẛ", "ṡ"],
  ["\u1fbe", "ι"],
]);

/** Capitals that came after Unicode 15: they match only themselves, in DuckDB too. */
const TOO_NEW = /[\u1c89\ua7cb\ua7cc\ua7ce\ua7d2\ua7d4\ua7da\ua7dc\u{10d50}-\u{10d65}\u{16ea0}-\u{16eb8}]/u;

/**
 * Text brought to one case, character by character: simple case folding of Unicode 15.0 (CaseFolding.txt, C and S), as
 * DuckDB's regular expressions know it. Texts are "the same but for case" when they are the same after this. No accent is
 * dropped and no character becomes two: é is not e, ß is not ss, İ is not i; but ẞ is ß, ς and Σ are σ, ſ is s and the
 * kelvin sign is k. Half a surrogate pair becomes U+FFFD: no stored text holds one.
 */
export function foldCase(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  return Array.from(text, foldCharacter).join("");
}

function foldCharacter(character: string): string {
  if (/^\p{Surrogate}$/u.test(character)) return "\ufffd";
  const apart = FOLDED_APART.get(character);
  if (apart !== undefined) return apart;
  const lower = character.toLowerCase();
  return TOO_NEW.test(character) || Array.from(lower).length !== 1 ? character : lower;
}

/** The characters that fold to one of a folded text though their lower case is another: `from` folds to `to`. */
export const foldedApart = (folded: string): { readonly from: string; readonly to: string }[] =>
  [...FOLDED_APART].flatMap(([from, to]) => (folded.includes(to) ? [{ from, to }] : []));
