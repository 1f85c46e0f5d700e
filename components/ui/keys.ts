"use client";

import { useEffect, useLayoutEffect, useRef } from "react";
import { create } from "zustand";

export interface KeyBinding {
  /** As `event.key` says it: "j", "Enter", "?"; "mod+k" for ⌘ or Ctrl; "shift+Enter". */
  readonly keys: string;
  readonly label: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Works while a person types, too. */
  readonly whileTyping?: boolean;
  /** Asked before the bindings of the rest of the page: what lies on top answers first. */
  readonly first?: boolean;
  /** Selector: works only while the focus is inside such an element. */
  readonly within?: string;
}

interface KeyGroup {
  readonly title: string;
  readonly bindings: readonly Pick<KeyBinding, "keys" | "label">[];
}

const useKeyGroups = create<{ readonly groups: readonly KeyGroup[] }>(() => ({ groups: [] }));

/** What the help sheet lists: the groups of all that is on the screen, frame first. */
export const useShownKeys = (): readonly KeyGroup[] => useKeyGroups((store) => store.groups);

/** Enter belongs to what has the focus, where that answers to it. */
const ANSWERS_ENTER = "a[href], button, summary";

const TYPING = "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=slider]";

function nameOf(event: KeyboardEvent): string {
  const mod = event.metaKey || event.ctrlKey ? "mod+" : "";
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return `${mod}${event.shiftKey && event.key.length > 1 ? "shift+" : ""}${key}`;
}

/** Binds keys while the component is on the screen, and tells the help sheet (`?`) about them. */
export function useKeys(title: string, bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  // Before the next key can come: what a key does goes by what is on the screen.
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  const listed = JSON.stringify(bindings.map(({ keys, label }) => ({ keys, label })));
  useEffect(() => {
    const group: KeyGroup = { title, bindings: JSON.parse(listed) as KeyGroup["bindings"] };
    useKeyGroups.setState(({ groups }) => ({ groups: [...groups, group] }));
    return () =>
      useKeyGroups.setState(({ groups }) => ({ groups: groups.filter((other) => other !== group) }));
  }, [title, listed]);
  useEffect(() => {
    const answer = (event: KeyboardEvent, isFirst: boolean) => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const within = (selector: string): boolean =>
        event.target instanceof Element && event.target.closest(selector) !== null;
      const name = nameOf(event);
      if (name === "Enter" && within(ANSWERS_ENTER)) return;
      const typing = within(TYPING);
      const bound = latest.current.find(
        ({ keys, whileTyping, first = false, within: place }) =>
          keys === name &&
          first === isFirst &&
          (!typing || whileTyping === true) &&
          (place === undefined || within(place)),
      );
      if (bound === undefined) return;
      event.preventDefault();
      bound.run(event);
    };
    const onCapture = (event: KeyboardEvent) => answer(event, true);
    const onKeyDown = (event: KeyboardEvent) => answer(event, false);
    window.addEventListener("keydown", onCapture, { capture: true });
    window.addEventListener("keydown", onKeyDown);
    return () => {
      window.removeEventListener("keydown", onCapture, { capture: true });
      window.removeEventListener("keydown", onKeyDown);
    };
  }, []);
}
