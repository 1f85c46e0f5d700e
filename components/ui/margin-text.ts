/** Margins at the threshold are small: two significant figures, with their sign; "0" for the document that sets it. */
export function marginText(margin: number): string {
  const size = Math.abs(margin);
  if (size === 0) return "0";
  return `${margin < 0 ? "−" : "+"}${size < 1e-4 ? size.toExponential(0) : size.toPrecision(2)}`;
}
