import { setImmediate } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import { NO_BIN, type BinColumn, type Binned } from "@/server/services/document/bin-columns";

/** Documents counted between two looks at other requests: a few milliseconds. */
const SLICE = 65_536;

export interface Counting {
  /** Of the corpus; `domain` is among them. */
  readonly columns: ReadonlyMap<Binned, BinColumn>;
  readonly documents: number;
  /** What meets every condition but the one on domains; null: every document. */
  readonly ordinals: Uint32Array | null;
  /** By code whether a document of the domain is listed. */
  readonly listed: readonly boolean[];
  readonly signal: AbortSignal | undefined;
}

/** Listed documents by bin, `NO_BIN` included; `domain` counts those of the domains that are not listed too. */
export type ProfileCounts = ReadonlyMap<Binned, Uint32Array>;

/** Counts every column over the same documents, slice by slice. @throws StudioError `cancelled` */
export async function countProfile(counting: Counting): Promise<ProfileCounts> {
  const { columns, ordinals, documents, signal } = counting;
  const counts = new Map([...columns.keys()].map((name) => [name, new Uint32Array(NO_BIN + 1)]));
  const length = ordinals?.length ?? documents;
  for (let from = 0; from < length; from += SLICE) {
    if (signal?.aborted === true) throw new StudioError("cancelled", "The work was cancelled.");
    countSlice(counting, counts, from, Math.min(length, from + SLICE));
    await setImmediate();
  }
  return counts;
}

function countSlice(
  { columns, ordinals, listed }: Counting,
  counts: ReadonlyMap<Binned, Uint32Array>,
  from: number,
  to: number,
): void {
  const domains = columns.get("domain");
  const facets = counts.get("domain");
  if (domains === undefined || facets === undefined) throw new TypeError("a profile without domains");
  const picked = new Uint32Array(to - from);
  let length = 0;
  for (let position = from; position < to; position += 1) {
    const ordinal = ordinals === null ? position : (ordinals[position] ?? 0);
    const domain = domains.bins[ordinal] ?? NO_BIN;
    facets[domain] = (facets[domain] ?? 0) + 1;
    if (listed[domain] === true) picked[length++] = ordinal;
  }
  for (const [name, { bins }] of columns) {
    const tally = counts.get(name);
    if (name === "domain" || tally === undefined) continue;
    for (let at = 0; at < length; at += 1) {
      const bin = bins[picked[at] ?? 0] ?? NO_BIN;
      tally[bin] = (tally[bin] ?? 0) + 1;
    }
  }
}
