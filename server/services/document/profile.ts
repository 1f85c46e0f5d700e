import { z } from "zod";
import {
  DISTRIBUTION_BINS,
  distributionRange,
  TOKEN_EDGES,
  type DistributionRange,
} from "@/core/distribution-bins";
import { listingSchema, WHOLE_CORPUS, type Listing } from "@/core/listing";
import { RATER_IDS, type RaterId } from "@/core/raters";
import type { CorpusStatistics } from "@/core/statistics";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { binColumns, NO_BIN, type BinColumn, type Binned } from "@/server/services/document/bin-columns";
import { listDocuments } from "@/server/services/document/listing-shelf";
import { countProfile, type ProfileCounts } from "@/server/services/document/profile-counts";
import { listedCorpus } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const documentProfileInput = z.object({
  versionId: z.string().min(1),
  /** Its order does not matter here. */
  listing: listingSchema,
  raters: z.array(z.enum(RATER_IDS as [RaterId, ...RaterId[]])),
});

/** Distribution of a rater, exact: bins of core/distribution-bins.ts; the tails count in the outermost. */
export interface RaterProfile extends DistributionRange {
  /** Listed documents by bin. */
  readonly counts: readonly number[];
  /** Documents of the corpus by bin. */
  readonly all: readonly number[];
  /** Listed documents without a value. */
  readonly missing: number;
}

/** Documents by number of tokens; bin i holds edges[i] ≤ tokens < edges[i + 1]. */
export interface TokensProfile {
  /** One more than bins; from the shortest to the longest document of the corpus. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly all: readonly number[];
}

export interface DomainFacet {
  readonly domain: string;
  /** Documents that meet every condition of the listing but the one on domains. */
  readonly documents: number;
  /** Documents of the corpus. */
  readonly all: number;
}

export interface DocumentProfile {
  /** Documents listed. */
  readonly total: number;
  /** Those asked for, without the ones the corpus does not have. */
  readonly raters: Partial<Record<RaterId, RaterProfile>>;
  readonly tokens: TokensProfile;
  /** Every domain, in the order of the corpus. */
  readonly domains: readonly DomainFacet[];
}

/**
 * What the documents of a listing are like, counted exactly over the whole corpus.
 * @throws StudioError `not-found`; `not-ready` for a search that `openListing` has not done; `cancelled`;
 * `invalid-input` for a filter on a rater the corpus does not have
 */
export async function profileDocuments({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof documentProfileInput>;
  signal?: AbortSignal | undefined;
}): Promise<DocumentProfile> {
  const { versionId, listing, raters } = parseInput(documentProfileInput, input);
  const corpus = await listedCorpus(ctx, versionId);
  const statistics = await knownStatistics(corpus.fingerprint, corpus.home);
  const asked = RATER_IDS.filter((rater) => raters.includes(rater) && statistics.raters[rater] !== null);
  const { domains: wanted, ...filter } = listing.filter;
  const ordinals = await listDocuments(corpus, unordered({ ...listing, filter }), { search: false, signal });
  const columns = await binColumns(corpus, statistics, ["domain", "tokens", ...asked], signal);
  const listed = statistics.domains.map(({ domain }) => wanted === undefined || wanted.includes(domain));
  const { documents } = corpus;
  const counts = await countProfile({ columns, documents, ordinals, listed, signal });
  return toProfile({ statistics, asked, listed, columns, counts });
}

const unordered = ({ filter, search, only }: Listing): Listing => ({
  ...WHOLE_CORPUS,
  filter,
  ...(search === undefined ? {} : { search }),
  ...(only === undefined ? {} : { only }),
});

interface Counted {
  readonly statistics: CorpusStatistics;
  readonly asked: readonly RaterId[];
  readonly listed: readonly boolean[];
  readonly columns: ReadonlyMap<Binned, BinColumn>;
  readonly counts: ProfileCounts;
}

function toProfile({ statistics, asked, listed, columns, counts }: Counted): DocumentProfile {
  const tally = (name: Binned, bin: number): number => counts.get(name)?.[bin] ?? 0;
  const whole = (name: Binned, bin: number): number => columns.get(name)?.all[bin] ?? 0;
  const domains = statistics.domains.map(({ domain }, code) => ({
    domain,
    documents: tally("domain", code),
    all: whole("domain", code),
  }));
  const raters = asked.flatMap((rater): [RaterId, RaterProfile][] => {
    const found = statistics.raters[rater];
    if (found === null) return [];
    const bins = Array.from({ length: DISTRIBUTION_BINS }, (_, bin) => bin);
    return [
      [
        rater,
        {
          ...distributionRange(found.value),
          counts: bins.map((bin) => tally(rater, bin)),
          all: bins.map((bin) => whole(rater, bin)),
          missing: tally(rater, NO_BIN),
        },
      ],
    ];
  });
  return {
    total: domains.reduce((sum, { documents }, code) => sum + (listed[code] === true ? documents : 0), 0),
    raters: Object.fromEntries(raters),
    tokens: toTokens(
      (bin) => tally("tokens", bin),
      (bin) => whole("tokens", bin),
    ),
    domains,
  };
}

function toTokens(tally: (bin: number) => number, whole: (bin: number) => number): TokensProfile {
  const used = TOKEN_EDGES.flatMap((_, bin) => (whole(bin) > 0 ? [bin] : []));
  const first = used[0] ?? 0;
  const last = used.at(-1) ?? 0;
  const bins = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return {
    edges: [...bins, last + 1].map((bin) => TOKEN_EDGES[bin] ?? 2 ** 32),
    counts: bins.map(tally),
    all: bins.map(whole),
  };
}
