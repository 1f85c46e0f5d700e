import { z } from "zod";
import { recipeSchema } from "@/core/recipe";
import { besides } from "@/core/selection/place-in-ranking";
import { cutOf } from "@/core/selection/exact-figures";
import { marginOf, type Ranking } from "@/core/selection/standing";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { parseInput } from "@/server/services/parse-input";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
import { findRanking } from "@/server/services/selection/ranking";

export const documentBoundaryInput = z.object({
  versionId: z.string().min(1),
  recipe: recipeSchema,
  /** Whose threshold, where one does not rule all domains; the first that has documents on both sides where it is left out. */
  domain: z.string().nullable().default(null),
  /** Documents on either side. */
  count: z.number().int().min(1).max(100).default(50),
});

export interface BesideCut {
  readonly ordinal: number;
  readonly score: number;
  /** Score less the threshold; null where nothing is in. */
  readonly margin: number | null;
}

/** The documents at a threshold, nearest first. */
export interface DocumentBoundary {
  /** Domains that can be asked for; empty where one threshold rules all. */
  readonly domains: readonly string[];
  /** The one whose documents these are; null where one threshold rules all. */
  readonly domain: string | null;
  /** Score of the last document in; null where none is. */
  readonly threshold: number | null;
  readonly justIn: readonly BesideCut[];
  readonly justOut: readonly BesideCut[];
}

/**
 * The documents just in and just out of what a recipe selects, exact over the whole corpus.
 * @throws StudioError `not-found`, `invalid-input` for a recipe that does not suit the corpus, `cancelled`
 */
export async function documentBoundary({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof documentBoundaryInput>;
  signal?: AbortSignal | undefined;
}): Promise<DocumentBoundary> {
  const { versionId, recipe, domain, count } = parseInput(documentBoundaryInput, input);
  const { fingerprint } = await findCorpusVersion(ctx, versionId);
  const ranking = await findRanking({ fingerprint, home: ctx.home, recipe }, signal);
  const names = (await knownStatistics(fingerprint, ctx.home)).domains.map((totals) => totals.domain);
  const { cuts } = ranking;
  const common = cuts.find(({ domains }) => domains === null);
  if (common !== undefined)
    return { domains: [], domain: null, ...sidesOf(ranking, common, count, () => true) };
  const own = names.flatMap((name, code) => {
    const cut = cutOf(cuts, code);
    return cut === undefined ? [] : [{ name, code, cut }];
  });
  const chosen =
    own.find(({ name }) => name === domain) ??
    own.find(({ cut }) => cut.threshold !== null && cut.firstOut !== null) ??
    own[0];
  const domains = own.map(({ name }) => name);
  if (chosen === undefined) return { domains, domain: null, threshold: null, justIn: [], justOut: [] };
  const { name, code, cut } = chosen;
  const inDomain = (ordinal: number): boolean => ranking.domains[ordinal] === code;
  return { domains, domain: name, ...sidesOf(ranking, cut, count, inDomain) };
}

function sidesOf(
  ranking: Ranking,
  { threshold, firstOut }: Ranking["cuts"][number],
  count: number,
  counts: (ordinal: number) => boolean,
): Pick<DocumentBoundary, "threshold" | "justIn" | "justOut"> {
  const behindAll = { score: Number.NEGATIVE_INFINITY, ordinal: 0 };
  const { above, below } = besides(ranking.scores, firstOut ?? behindAll, count, counts);
  const toBeside = (ordinal: number): BesideCut => ({
    ordinal,
    // Adding 0 turns −0 into 0, as the threshold has it.
    score: (ranking.scores[ordinal] ?? 0) + 0,
    margin: marginOf(ranking, ordinal).margin,
  });
  return { threshold, justIn: above.map(toBeside).reverse(), justOut: below.map(toBeside) };
}
