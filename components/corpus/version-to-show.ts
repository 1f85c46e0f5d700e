interface Version {
  readonly number: number;
  readonly archivedAt: Date | null;
  readonly deletedAt: Date | null;
}

/**
 * The version a page is about: the one asked for, else the newest that is not archived, else whatever is left of the corpus.
 * @param versions newest first; @param asked as the address names it
 */
export function versionToShow<V extends Version>(
  versions: readonly V[],
  asked: string | null,
): V | undefined {
  if (asked !== null) return versions.find(({ number }) => String(number) === asked);
  const kept = versions.filter(({ deletedAt }) => deletedAt === null);
  return kept.find(({ archivedAt }) => archivedAt === null) ?? kept[0] ?? versions[0];
}
