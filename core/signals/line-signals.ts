import { codePoints, countMatches, normaliseText, WHITE_SPACE } from "@/core/signals/normalise-text";

const LINE = /[^\n]*\n|[^\n]+$/g;
const UPPERCASE = /\p{Uppercase}/gu;
const TERMINAL = new RegExp(`[.!?”][${WHITE_SPACE}]*$`, "u");

/** Letters with a numeric value in Unicode: Python's `isnumeric` takes them for numbers, `\p{N}` doesn't. */
const NUMERIC_IDEOGRAPHS =
  "㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零两兩" +
  "𠀁𠁤𠃢𠄡𠤪𠦃𠦌𠦜𠫪𠫽𠬙𢎐𢦘𣬛𦉭";
const NUMERIC = new RegExp(`[\\p{N}${NUMERIC_IDEOGRAPHS}]`, "gu");

/** Lines of RedPajama-V2, each with its newline; none for an empty text. */
export function linesOf(text: string): string[] {
  return text.match(LINE) ?? [];
}

/** 100 · mean; null without values. */
function meanPercent(values: readonly number[]): number | null {
  return values.length === 0 ? null : (100 * values.reduce((sum, value) => sum + value, 0)) / values.length;
}

/**
 * rps_lines_ending_with_terminal_punctution_mark in percent of the raw lines: those whose right-stripped end is one of
 * . ! ? ”. How the released rows aggregate lines is undocumented; this is RedPajama-V2's signal, mean over lines.
 */
export function terminalPunctuationLines(lines: readonly string[]): number | null {
  return meanPercent(lines.map((line) => (TERMINAL.test(line) ? 1 : 0)));
}

/**
 * rps_lines_uppercase_letter_fraction in percent: upper-case characters / code points of a raw line (newline included),
 * mean over lines. Undocumented aggregation, as above.
 */
export function uppercaseLetterFraction(lines: readonly string[]): number | null {
  return meanPercent(lines.map((line) => countMatches(line, UPPERCASE) / codePoints(line)));
}

/**
 * rps_lines_numerical_chars_fraction in percent: numeric characters / code points of a normalised line, mean over the
 * lines that aren't empty once normalised (the released rows' convention); null where there is no such line.
 */
export function numericalCharsFraction(lines: readonly string[]): number | null {
  const normalised = lines.map(normaliseText).filter((line) => line !== "");
  return meanPercent(normalised.map((line) => countMatches(line, NUMERIC) / codePoints(line)));
}
