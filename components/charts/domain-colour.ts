const HUES = 7;

/**
 * Colour of a domain by its position in `CorpusStatistics.domains`: the same on every page, in both themes. Seven hues the
 * colour-blind can tell apart; from the eighth domain on they come again, mixed with the ink.
 */
export function domainColour(index: number): string {
  const hue = `var(--color-domain-${index % HUES})`;
  const round = Math.floor(index / HUES) % 3;
  return round === 0 ? hue : `color-mix(in oklab, ${hue} ${round === 1 ? 55 : 30}%, var(--color-ink))`;
}
