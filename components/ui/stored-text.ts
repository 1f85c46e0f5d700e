"use client";

import { useSyncExternalStore } from "react";

/** `storage` events reach other tabs only; this one tells its own listeners. */
const listeners = new Set<() => void>();

/** Keeps a text in this browser; where storage is full or forbidden, nothing is kept. */
export function storeText(key: string, text: string): void {
  try {
    window.localStorage.setItem(key, text);
  } catch {
    // What reads it has a value of its own for when there is none.
  }
  for (const listener of listeners) listener();
}

/** The text kept under a key now. */
export function storedText(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** The text kept under a key, as it is now in any tab; null when there is none, and on the server. */
export const useStoredText = (key: string): string | null =>
  useSyncExternalStore(
    subscribe,
    () => storedText(key),
    () => null,
  );
