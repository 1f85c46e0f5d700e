/**
 * A number as SQL literal of type DOUBLE that both engines read back to the same bits: JavaScript prints the
 * shortest decimal that round-trips, and a bare decimal would become a DECIMAL.
 * @throws RangeError for NaN and infinities.
 */
export function doubleSql(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${String(value)} has no literal`);
  return `'${String(value)}'::DOUBLE`;
}
