/** Raised when what is kept changes its meaning. */
const NAME = "score-parts-1";
/** Parts kept, at most 8 MB each: the values of four corpora of a million documents. */
const MOST = 96;

/** Parts that this browser fetched before, by their hash. */
export interface PartCache {
  get(sha256: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Keeps a part if there is room; never fails. */
  put(sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  drop(sha256: string): Promise<void>;
}

/** No address of the studio: the Cache API wants one as key. */
const keyOf = (sha256: string): string => `/score-parts/${sha256}`;

/** The Cache API as a store of parts; null where the browser has or allows none. */
export async function openPartCache(): Promise<PartCache | null> {
  if (!("caches" in globalThis)) return null;
  const cache = await caches.open(NAME).catch(() => null);
  if (cache === null) return null;
  const put = async (sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    await cache.put(keyOf(sha256), new Response(bytes));
    // The oldest come first.
    const keys = await cache.keys();
    for (const key of keys.slice(0, Math.max(0, keys.length - MOST))) await cache.delete(key);
  };
  return {
    get: async (sha256) => {
      const found = await cache.match(keyOf(sha256)).catch(() => undefined);
      return found === undefined ? null : new Uint8Array(await found.arrayBuffer());
    },
    put: (sha256, bytes) => put(sha256, bytes).catch(() => undefined),
    drop: async (sha256) => void (await cache.delete(keyOf(sha256))),
  };
}
