import type { Listing } from "@/core/listing";
import { isRaterId } from "@/core/raters";
import { oracle, passes } from "@/tests/support/oracle";
import type { TextedCorpus } from "@/tests/support/texted-corpus";

/** What core/listing.ts says, written down a second time: look at every document, sort what is left. */
export function listedOrdinals(corpus: TextedCorpus, listing: Listing): number[] {
  const key = keyOf(corpus, listing);
  const turn = listing.sort.descending ? -1 : 1;
  return corpus.documents
    .map((_, ordinal) => ordinal)
    .filter((ordinal) => isListed(corpus, listing, ordinal))
    .sort((a, b) => {
      const [one, other] = [key(a), key(b)];
      if (one === other) return listing.sort.by === "ordinal" ? turn * (a - b) : a - b;
      if (one === null || other === null) return one === null ? 1 : -1;
      return turn * (one < other ? -1 : 1);
    });
}

/** Whether a document meets the conditions. */
export function isListed(corpus: TextedCorpus, { filter, search, only }: Listing, ordinal: number): boolean {
  const document = corpus.documents[ordinal];
  if (document === undefined) return false;
  return (
    (only === undefined || only.includes(ordinal)) &&
    passes(document, filter) &&
    (search === undefined || matches(document.text, search))
  );
}

/** As a regular expression without regard to case finds it; every character stands for itself. */
export const matches = (text: string, search: string): boolean =>
  new RegExp(
    Array.from(search, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`).join(""),
    "iu",
  ).test(text);

function keyOf(corpus: TextedCorpus, { sort, recipe }: Listing): (ordinal: number) => number | string | null {
  const { by } = sort;
  const { documents } = corpus;
  if (by === "score") {
    if (recipe === undefined) throw new Error("no recipe");
    const { scores } = oracle(corpus, { ...recipe, cap: undefined, temperature: undefined });
    return (ordinal) => scores.get(ordinal) ?? null;
  }
  if (by === "ordinal") return () => 0;
  if (by === "tokens") return (ordinal) => documents[ordinal]?.tokens ?? null;
  if (by === "domain") return (ordinal) => documents[ordinal]?.domain ?? null;
  return (ordinal) => (isRaterId(by) ? (documents[ordinal]?.scores[by] ?? null) : null);
}
