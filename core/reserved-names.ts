const RESERVED: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Whether JavaScript keeps a name for itself: an answer with such a key could not be sent (superjson refuses it). */
export const isReservedName = (name: string): boolean => RESERVED.has(name);
