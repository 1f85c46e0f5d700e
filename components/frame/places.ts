/** The places of the rail; those of a corpus carry its id in their path. */
export const PLACES = [
  { id: "corpora", label: "Corpora", ofCorpus: false },
  { id: "browse", label: "Browse", ofCorpus: true },
  { id: "mixer", label: "Mixer", ofCorpus: true },
  { id: "compare", label: "Compare", ofCorpus: false },
  { id: "review", label: "Review", ofCorpus: false },
  { id: "campaigns", label: "Campaigns", ofCorpus: false },
  { id: "runs", label: "Runs", ofCorpus: false },
] as const;
export type Place = (typeof PLACES)[number];

const OF_CORPUS = /^\/(corpora|browse|mixer)\/([^/]+)/;

/** The corpus a page is about: in its path, else in `?corpus=`, null where neither names one. */
export const corpusInUrl = (pathname: string, search: string | null): string | null => {
  const inPath = OF_CORPUS.exec(pathname)?.[2];
  return inPath === undefined ? search : decodeURIComponent(inPath);
};

/** Where a place of the rail leads while a corpus is chosen; null when the place needs one and there is none. */
export function hrefOf(place: Place, corpusId: string | null): string | null {
  if (corpusId === null) return place.ofCorpus ? null : `/${place.id}`;
  const id = encodeURIComponent(corpusId);
  return place.ofCorpus ? `/${place.id}/${id}` : `/${place.id}?corpus=${id}`;
}

/** What a page is about besides its corpus. */
const KEPT_PARAMETERS = ["items", "base"] as const;

/** The same page about another corpus, with what else it is about. */
export function withCorpus(pathname: string, search: URLSearchParams, corpusId: string): string {
  const id = encodeURIComponent(corpusId);
  const place = OF_CORPUS.exec(pathname)?.[1];
  if (place !== undefined) return `/${place}/${id}`;
  if (pathname === "/corpora") return `/corpora/${id}`;
  const kept = KEPT_PARAMETERS.flatMap((name) => {
    const value = search.get(name);
    return value === null ? [] : `&${name}=${encodeURIComponent(value)}`;
  });
  return `${pathname}?corpus=${id}${kept.join("")}`;
}

/** The place of the rail a path belongs to; a selection is a thing of the mixer. */
export function placeOf(pathname: string): Place["id"] | null {
  const first = pathname.split("/")[1] ?? "";
  if (first === "selections") return "mixer";
  return PLACES.find(({ id }) => id === first)?.id ?? null;
}
