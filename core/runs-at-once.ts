/** Runs that one request may do something with. */
export const MOST_AT_ONCE = 500;

/** The same runs in as few portions as a request each takes. */
export const inPortions = <T>(runs: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(runs.length / MOST_AT_ONCE) }, (_, at) =>
    runs.slice(at * MOST_AT_ONCE, (at + 1) * MOST_AT_ONCE),
  );
