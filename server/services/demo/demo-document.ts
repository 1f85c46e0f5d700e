/** A text of the demo corpus as it was found, and where. */
export interface DemoDocument {
  readonly id: string;
  readonly domain: "book" | "documentation" | "factbook" | "github" | "speeches";
  /** The book, speaker, country or package it is from, of which a recipe may take a few documents at most. */
  readonly source: string;
  readonly text: string;
  readonly licence: string;
}

/** Order of UTF-16 units: the same on every machine, unlike a locale's. */
export const byId = (left: { readonly id: string }, right: { readonly id: string }): number =>
  left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
