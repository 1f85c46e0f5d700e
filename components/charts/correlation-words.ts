/** A correlation, −1 … 1, in words. */
export function correlationWords(value: number): string {
  const size = Math.abs(value);
  if (size < 0.1) return "hardly related";
  const degree = size < 0.3 ? "weakly" : size < 0.6 ? "clearly" : size < 0.9 ? "strongly" : "almost exactly";
  return value > 0 ? `${degree} alike` : `${degree} opposed`;
}
