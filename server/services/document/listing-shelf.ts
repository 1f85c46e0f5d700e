import { StudioError } from "@/core/errors";
import { listingHash, WHOLE_CORPUS, type Listing } from "@/core/listing";
import type { CorpusStatistics } from "@/core/statistics";
import { SCORES, withCorpus } from "@/server/duckdb/corpus-engine";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { orderSql, passingSql, readOrdinalColumn } from "@/server/services/document/listing-order";
import { OrdinalCache, type CorpusFiles } from "@/server/services/document/ordinal-cache";
import { intersectOrdinals } from "@/server/services/document/intersect-ordinals";
import { searchTexts } from "@/server/services/document/search-texts";
import { SharedWork, type Joining } from "@/server/services/shared-work";

/** A corpus version as listings see it. */
export interface ListedCorpus extends CorpusFiles {
  /** Selectable documents: ordinals run from 0 to one below. */
  readonly documents: number;
}

export interface ListingProgress {
  readonly phase: "searching" | "sorting";
  /** Text parts while searching, documents while sorting; of `total`. */
  readonly done: number;
  readonly total: number;
  /** Documents found by the search so far; all of the corpus when nothing is searched. */
  readonly found: number;
}

/** The documents of a listing by position; null: every document of the corpus in its own order. */
export type ListedOrdinals = Uint32Array | null;

interface Shelf {
  readonly cache: OrdinalCache;
  readonly work: SharedWork<Uint32Array, ListingProgress>;
}

/** Kept on `globalThis`: a development server evaluates modules again, and what is on the shelf is good for all of them. */
const kept: typeof globalThis & { studioListings?: Shelf } = globalThis;
const shelf = (): Shelf => (kept.studioListings ??= { cache: new OrdinalCache(), work: new SharedWork() });

interface Building extends Joining<ListingProgress> {
  /** Whether texts may be read; without, a listing that needs a search nobody has done is not ready. */
  readonly search: boolean;
}

/**
 * The documents of a listing, from memory, from files or made now.
 * @throws StudioError `not-ready`, `cancelled`; `invalid-input` for a rater that the corpus lacks
 */
export async function listDocuments(
  corpus: ListedCorpus,
  listing: Listing,
  { search, ...joining }: Building,
): Promise<ListedOrdinals> {
  const name = listingHash(listing);
  if (name === listingHash(WHOLE_CORPUS)) return null;
  const { cache, work } = shelf();
  const held = cache.peek(corpus, name);
  if (held !== null) return held;
  if (!search && listing.search !== undefined) await refuseUnsearched(corpus, listing.search);
  return work.join(
    `listing ${workKey(corpus, name)}`,
    async (signal, onProgress) => {
      const made = await combine(corpus, listing, { signal, onProgress });
      cache.hold(corpus, name, made);
      return made;
    },
    joining,
  );
}

async function refuseUnsearched(corpus: ListedCorpus, search: string): Promise<void> {
  if ((await shelf().cache.find(corpus, listingHash({ ...WHOLE_CORPUS, search }))) !== null) return;
  throw new StudioError(
    "not-ready",
    "The texts have not been searched for this yet.",
    "Open the listing first; that searches and tells how far it is.",
  );
}

/** A listing is an order of the whole corpus and the sets of its conditions; each is made once for all listings. */
async function combine(corpus: ListedCorpus, listing: Listing, building: Running): Promise<Uint32Array> {
  const { sort, filter, search, recipe, only } = listing;
  const statistics = await knownStatistics(corpus.fingerprint, corpus.home);
  const sorted: Listing = { sort, filter: {}, ...(recipe === undefined ? {} : { recipe }) };
  const ordered = sort.by === "ordinal" ? null : orderSql(sorted, SCORES, statistics);
  const sets: Uint32Array[] = [];
  if (only !== undefined) sets.push(Uint32Array.from(new Set(only)));
  const passing = await passingOrdinals(corpus, filter, statistics, building);
  if (passing !== null) sets.push(passing);
  if (search !== undefined) sets.push(await foundOrdinals(corpus, search, building));
  const order =
    ordered === null ? null : await orderedOrdinals(corpus, sorted, ordered, foundIn(corpus, sets), building);
  if (order !== null && sets.length === 0) return order;
  const picked = intersectOrdinals(corpus.documents, order, sets);
  return order === null && sort.descending ? picked.reverse() : picked;
}

const foundIn = ({ documents }: ListedCorpus, sets: readonly Uint32Array[]): number =>
  Math.min(documents, ...sets.map(({ length }) => length));

interface Running {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ListingProgress) => void;
}

/** Ascending; null when every document passes. Quick to make again, so never a file. */
async function passingOrdinals(
  corpus: ListedCorpus,
  filter: Listing["filter"],
  statistics: CorpusStatistics,
  { signal }: Running,
): Promise<Uint32Array | null> {
  const sql = passingSql(filter, SCORES, statistics);
  if (sql === null) return null;
  const { cache, work } = shelf();
  const name = listingHash({ ...WHOLE_CORPUS, filter });
  const held = cache.peek(corpus, name);
  if (held !== null) return held;
  return work.join(
    `filter ${workKey(corpus, name)}`,
    async (own) => {
      const made = await withCorpus(
        corpus.fingerprint,
        (engine) => readOrdinalColumn(engine, sql, corpus.documents, { signal: own }),
        { home: corpus.home },
      );
      cache.hold(corpus, name, made);
      return made;
    },
    { signal },
  );
}

const foundOrdinals = (corpus: ListedCorpus, search: string, joining: Running): Promise<Uint32Array> =>
  findOrMake(corpus, "search", { ...WHOLE_CORPUS, search }, joining, (signal, report) =>
    withCorpus(
      corpus.fingerprint,
      (engine, table) =>
        searchTexts({ engine, table, corpus }, search, {
          signal,
          onProgress: (progress) => report({ phase: "searching", ...progress }),
        }),
      { home: corpus.home },
    ),
  );

const orderedOrdinals = (
  corpus: ListedCorpus,
  sorted: Listing,
  sql: string,
  found: number,
  joining: Running,
): Promise<Uint32Array> =>
  findOrMake(corpus, "order", sorted, joining, (signal, report) => {
    const onRead = (done: number): void => report({ phase: "sorting", done, total: corpus.documents, found });
    onRead(0);
    return withCorpus(
      corpus.fingerprint,
      (engine) => readOrdinalColumn(engine, sql, corpus.documents, { signal, onRead }),
      { home: corpus.home },
    );
  });

/** A list worth a file: found in memory or there, or made by one of those who want it now. */
function findOrMake(
  corpus: ListedCorpus,
  kind: string,
  listing: Listing,
  joining: Running,
  make: (signal: AbortSignal, report: (progress: ListingProgress) => void) => Promise<Uint32Array>,
): Promise<Uint32Array> {
  const { cache, work } = shelf();
  const name = listingHash(listing);
  return work.join(
    `${kind} ${workKey(corpus, name)}`,
    async (signal, report) => {
      const found = await cache.find(corpus, name);
      if (found !== null) return found;
      const made = await make(signal, report);
      await cache.keep(corpus, name, made);
      return made;
    },
    joining,
  );
}

const workKey = ({ fingerprint, home }: ListedCorpus, name: string): string =>
  `${home} ${fingerprint} ${name}`;
