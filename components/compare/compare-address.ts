import { SIDES, type Side } from "@/core/comparison/changes";
import { itemKey, readItemKey, type ItemRef } from "@/core/comparison/item";

/** Items that one address and one question to the studio have room for. */
export const MOST_ITEMS = 150;

export const CURVES = ["validation", "train", "domain"] as const;
export type CurveKind = (typeof CURVES)[number];

export const MEASURES = ["documents", "tokens"] as const;
/** What a set is measured in. */
export type Measure = (typeof MEASURES)[number];

/** All that the page shows; keys name items (`itemKey`). */
export interface CompareAddress {
  /** Each once. */
  readonly items: readonly ItemRef[];
  readonly base: string | null;
  readonly corpusId: string | null;
  /** Version of the corpus; null for the newest. */
  readonly number: number | null;
  /** Whether settings that are equal everywhere show, too. */
  readonly all: boolean;
  readonly measure: Measure;
  /** The item whose documents are told against the baseline. */
  readonly other: string | null;
  readonly side: Side;
  /** Place in the list of changed documents of the one that is read. */
  readonly row: number | null;
  readonly curves: CurveKind;
  readonly domain: string | null;
  /** The ends of the way. */
  readonly from: string | null;
  readonly to: string | null;
  /** Place on the way, 0 … 1. */
  readonly at: number;
}

interface Parameters {
  get(name: string): string | null;
}

const oneOf = <T extends string>(values: readonly T[], text: string | null, otherwise: T): T =>
  values.find((value) => value === text) ?? otherwise;

const wholeNumber = (text: string | null, least: number): number | null =>
  text !== null && /^\d{1,9}$/.test(text) && Number(text) >= least ? Number(text) : null;

/** What an address says; parts that say nothing are as if they were not there. */
export function readCompareAddress(search: Parameters): CompareAddress {
  const refs = (search.get("items") ?? "").split(",").flatMap((key) => readItemKey(key) ?? []);
  const items = [...new Map(refs.map((ref) => [itemKey(ref), ref])).values()];
  const at = Number(search.get("at") ?? 0.5);
  return {
    items: items.slice(0, MOST_ITEMS),
    base: search.get("base"),
    corpusId: search.get("corpus"),
    number: wholeNumber(search.get("version"), 1),
    all: search.get("settings") === "all",
    measure: oneOf(MEASURES, search.get("by"), "documents"),
    other: search.get("other"),
    side: oneOf(SIDES, search.get("side"), "gained"),
    row: wholeNumber(search.get("row"), 0),
    curves: oneOf(CURVES, search.get("curves"), "validation"),
    domain: search.get("domain"),
    from: search.get("from"),
    to: search.get("to"),
    at: at >= 0 && at <= 1 ? at : 0.5,
  };
}

const orNull = (value: number | null): string | null => (value === null ? null : String(value));

/** How each part is written; null where it is what a page without it shows. */
const WRITERS: {
  readonly [Part in keyof CompareAddress]: (value: CompareAddress[Part]) => readonly [string, string | null];
} = {
  items: (items) => ["items", items.length === 0 ? null : items.map(itemKey).join(",")],
  base: (base) => ["base", base],
  corpusId: (id) => ["corpus", id],
  number: (number) => ["version", orNull(number)],
  all: (all) => ["settings", all ? "all" : null],
  measure: (measure) => ["by", measure === "documents" ? null : measure],
  other: (other) => ["other", other],
  side: (side) => ["side", side === "gained" ? null : side],
  row: (row) => ["row", orNull(row)],
  curves: (curves) => ["curves", curves === "validation" ? null : curves],
  domain: (domain) => ["domain", domain],
  from: (from) => ["from", from],
  to: (to) => ["to", to],
  at: (at) => ["at", at === 0.5 ? null : String(Number(at.toFixed(4)))],
};

/** The parameters that parts of the page are written as. */
export function compareParameters(parts: Partial<CompareAddress>): Record<string, string | null> {
  const written = (Object.keys(parts) as (keyof CompareAddress)[]).map((part) => write(part, parts));
  return Object.fromEntries(written);
}

function write<Part extends keyof CompareAddress>(
  part: Part,
  parts: Partial<CompareAddress>,
): readonly [string, string | null] {
  return WRITERS[part](parts[part] as CompareAddress[Part]);
}
