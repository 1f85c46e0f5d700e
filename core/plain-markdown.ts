/** Characters that a reader does not see and that can reorder or hide what is around them, line breaks and tabs apart. */
const UNSEEN =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u2028\u2029\u202A-\u202E\u2060-\u2069\uFEFF\p{Surrogate}]/gu;

/** What Markdown would read as markup anywhere in a line. */
const MARKUP = /[\\`*_[\]<>&|~$#]/g;
/** What it would read as a list, a quote, a heading, a rule or a fence at the start of a line. */
const LEADING = /^([-+=:]|\d+(?=[.)]))/;

/** Text as Markdown that shows it as written and does nothing else; line breaks and empty lines stay. */
export function plainMarkdown(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(UNSEEN, "")
    .split("\n")
    .map((line) => line.trim().replace(MARKUP, "\\$&").replace(LEADING, escapeLeading))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** A number before a dot keeps its figures: the dot is what makes it a list. */
const escapeLeading = (start: string): string => (/^\d/.test(start) ? `${start}\\` : `\\${start}`);

/** The same on one line, for titles and the cells of tables. */
export const plainMarkdownLine = (text: string): string => plainMarkdown(text).replace(/\s*\n\s*/g, " ");
