import type { DomainFigures } from "@/core/selection/exact-figures";

export interface ManifestDomainRow {
  readonly domain: string;
  readonly code: number;
  readonly documents: number;
  readonly tokens: number;
  /** Shares of tokens in percent. */
  readonly before: number;
  readonly after: number;
  readonly delta: number;
  readonly threshold: number | null;
}

/** Domains of a manifest, the largest of the corpus first. */
export function prepareManifestDomains(domains: readonly DomainFigures[]): ManifestDomainRow[] {
  const corpus = domains.reduce((sum, { before }) => sum + before.tokens, 0);
  const selected = domains.reduce((sum, { after }) => sum + after.tokens, 0);
  return domains
    .map(({ domain, before, after, threshold }, code) => {
      const shareBefore = percent(before.tokens, corpus);
      const shareAfter = percent(after.tokens, selected);
      return {
        domain,
        code,
        documents: after.documents,
        tokens: after.tokens,
        before: shareBefore,
        after: shareAfter,
        delta: shareAfter - shareBefore,
        threshold,
      };
    })
    .toSorted((a, b) => b.before - a.before || a.code - b.code);
}

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100);
