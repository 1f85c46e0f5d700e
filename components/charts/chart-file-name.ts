/** Characters of one name that a file's name keeps. */
const MOST = 60;

const plain = (name: string): string =>
  Array.from(
    name
      .replace(/[\p{C}\p{Z}]+/gu, " ")
      .replace(/[/\\:*?"<>|;%]/g, "-")
      .replace(/^[.\s-]+/, ""),
  )
    .slice(0, MOST)
    .join("")
    .trim();

/** `Demo corpus, New recipe, Mixture.svg`, without what a file's name must not or should not hold. */
export function chartFileName(names: readonly string[], ending: string): string {
  const kept = names.map(plain).filter((name) => name !== "");
  return `${kept.join(", ") || "chart"}.${ending}`;
}
