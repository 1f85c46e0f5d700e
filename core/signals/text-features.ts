import { linesOf } from "@/core/signals/line-signals";
import { codePoints, countMatches, normaliseText, WHITE_SPACE, wordsOf } from "@/core/signals/normalise-text";
import { numSentences } from "@/core/signals/text-signals";

const wordSet = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const FUNCTION_WORDS = wordSet(
  "a an the of to in on at by for from with as is are was were be been it its this that these those and or but not " +
    "he she they we you i his her their our your my which who what there have has had will would can could may more " +
    "than into when all no",
);
const CONNECTIVES = wordSet(
  "because therefore thus hence if then however although since whereas unless while so consequently moreover " +
    "furthermore nevertheless instead otherwise why",
);
const ADVERT_WORDS = wordSet(
  "buy sale price prices discount offer offers deal deals shop order shipping subscribe newsletter click coupon " +
    "guarantee bonus sponsor sponsors cheap checkout",
);
const LONG_WORD = 8;
const SYMBOL = new RegExp(`[^\\p{L}\\p{M}\\p{N}${WHITE_SPACE}.,;:!?'"’‘“”()—–-]`, "gu");
const ODD = /[\p{Cc}\p{Cn}\p{Co}\ufffd]/gu;
const LAYOUT = /[\t\n\r]/g;
const NUMBER = /\p{N}+/gu;
const INNER_CAPITAL = /\p{Ll}[,;]? \p{Lu}\p{Ll}/gu;

/** Countable properties of a text that the stand-in ratings are built from; every share is 0 for an empty text. */
export interface TextFeatures {
  readonly words: number;
  readonly wordLength: number;
  readonly wordsPerSentence: number;
  /** Shares of words, 0…1. */
  readonly longWords: number;
  readonly functionWords: number;
  readonly connectives: number;
  readonly advertWords: number;
  readonly numbers: number;
  readonly innerCapitals: number;
  /** Shares of characters, 0…1. */
  readonly symbols: number;
  readonly oddCharacters: number;
  /** Share of non-blank lines that repeat an earlier one. */
  readonly repeatedLines: number;
}

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const countIn = (words: readonly string[], set: ReadonlySet<string>): number =>
  words.reduce((count, word) => count + (set.has(word) ? 1 : 0), 0);

function repeatedLines(text: string): number {
  const lines = linesOf(text)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return shareOf(lines.length - new Set(lines).size, lines.length);
}

export function textFeatures(text: string): TextFeatures {
  const words = wordsOf(normaliseText(text));
  const characters = codePoints(text);
  const lengths = words.map(codePoints);
  return {
    words: words.length,
    wordLength: shareOf(
      lengths.reduce((sum, length) => sum + length, 0),
      words.length,
    ),
    wordsPerSentence: shareOf(words.length, numSentences(text)),
    longWords: shareOf(lengths.filter((length) => length >= LONG_WORD).length, words.length),
    functionWords: shareOf(countIn(words, FUNCTION_WORDS), words.length),
    connectives: shareOf(countIn(words, CONNECTIVES), words.length),
    advertWords: shareOf(countIn(words, ADVERT_WORDS), words.length),
    numbers: shareOf(countMatches(text, NUMBER), words.length),
    innerCapitals: shareOf(countMatches(text, INNER_CAPITAL), words.length),
    symbols: shareOf(countMatches(text, SYMBOL), characters),
    oddCharacters: shareOf(countMatches(text, ODD) - countMatches(text, LAYOUT), characters),
    repeatedLines: repeatedLines(text),
  };
}
