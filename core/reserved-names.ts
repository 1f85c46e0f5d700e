/**
 * Whether an object cannot be relied on to keep a key: zod's records, React's payload and TanStack Query's shared structures all
 * drop this one.
 */
export const isReservedName = (name: string): boolean => name === "__proto__";

/** Keys that superjson refuses within an object. */
const REFUSED = ["constructor", "prototype"] as const;

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Named = Readonly<Record<string, unknown>>;

/** For superjson's `registerCustom`, on both ends of the wire: objects with a key that it refuses travel as their entries. */
export const namedEntries = {
  isApplicable: (value: unknown): value is Named =>
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    REFUSED.some((name) => Object.hasOwn(value, name)),
  /** superjson goes on to write what the entries hold. */
  serialize: (named: Named): Json => Object.entries(named) as Json,
  /** What is no list of entries comes from nobody's serialising and holds nothing. */
  deserialize: (entries: Json): Named =>
    Object.fromEntries(Array.isArray(entries) ? entries.filter(isEntry) : []),
};

const isEntry = (entry: Json): entry is [string, Json] =>
  Array.isArray(entry) && entry.length === 2 && typeof entry[0] === "string";
