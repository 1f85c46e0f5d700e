/** Column that a score table needs besides where there is a cap, UINTEGER; NULL for a document that belongs to no group. */
export const GROUP_COLUMN = "group_code";

/**
 * Of rows that are scored, those that a cap leaves: the best of each group by score descending, then ordinal. A document that
 * belongs to no group is a group of its own.
 * @param rows query in parentheses, with `GROUP_COLUMN`, ordinal and score; all other columns stay
 */
export const cappedSql = (rows: string, cap: number): string =>
  `(SELECT * EXCLUDE (${GROUP_COLUMN}) FROM ${rows} AS rated QUALIFY row_number() OVER (` +
  `PARTITION BY ${GROUP_COLUMN}, CASE WHEN ${GROUP_COLUMN} IS NULL THEN ordinal END ` +
  `ORDER BY score DESC, ordinal) <= ${String(cap)})`;
