/** A string as SQL literal, for paths and names that DuckDB takes no parameter for. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A list of strings as SQL list literal. */
export const sqlTexts = (texts: readonly string[]): string => `[${texts.map(sqlText).join(", ")}]`;
