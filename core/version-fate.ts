/** What became of a document from the older to the newer of two versions; `changed` has the same id and another content. */
export const FATES = ["added", "gone", "changed", "unchanged"] as const;
export type Fate = (typeof FATES)[number];
