/** A text of the demo corpus as it was found, and where. */
export interface DemoDocument {
  readonly id: string;
  readonly domain: "book" | "documentation" | "factbook" | "github" | "speeches";
  readonly text: string;
  readonly licence: string;
}

/** Order of UTF-16 units: the same on every machine, unlike a locale's. */
export const byId = (left: { readonly id: string }, right: { readonly id: string }): number =>
  left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
