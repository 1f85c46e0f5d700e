/**
 * The shortest decimal that is read back as the same float32; a float32 printed as the double it is has up to 17 digits.
 * @param value a finite float32
 */
export function float32Text(value: number): string {
  for (let digits = 7; digits < 9; digits += 1) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return String(shorter);
  }
  return String(Number(value.toPrecision(9)));
}

/**
 * What a spreadsheet takes for a formula when a cell begins with it, in full width too; a text that does gets an apostrophe
 * before it.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const QUOTED = /[",\r\n]/;

/** A text that no spreadsheet takes for a formula. */
export const harmlessText = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** A text as a cell of CSV (RFC 4180) that no spreadsheet runs. */
export function csvText(text: string): string {
  const harmless = harmlessText(text);
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
