/** A string as SQL expression, for paths, names and texts that DuckDB takes no parameter for; SQL itself ends at a null byte. */
export function sqlText(text: string): string {
  if (!text.includes("\0")) return `'${text.replaceAll("'", "''")}'`;
  const bytes = Buffer.from(text).toString("hex").replaceAll(/../g, "\\x$&");
  return `decode('${bytes}'::BLOB)`;
}

/** A list of strings as SQL list literal. */
export const sqlTexts = (texts: readonly string[]): string => `[${texts.map(sqlText).join(", ")}]`;
