"use client";

import { useState } from "react";

/** Ids that a person has chosen from a list, in the order of choosing. */
export function useChosen(): readonly [readonly string[], (id: string) => void] {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((other) => other !== id) : [...before, id]));
  return [chosen, toggle];
}
