/** A word that a POSIX shell takes as it is. */
export const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** A command line of words that a POSIX shell takes as they are; quoted only where it must be, for people read it. */
export const commandLine = (words: readonly string[]): string =>
  words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quoted(word))).join(" ");
