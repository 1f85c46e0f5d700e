"use client";

import { useMemo } from "react";
import { z } from "zod";
import { storeText, useStoredText } from "@/components/ui/stored-text";

const lookSchema = z.object({
  font: z.enum(["serif", "sans", "mono"]).default("serif"),
  size: z.enum(["small", "medium", "large"]).default("medium"),
  /** Show every control character; those that change what is seen show anyway. */
  controls: z.boolean().default(false),
});

/** How a person likes to read. */
export type ReadingLook = z.output<typeof lookSchema>;

const KEY = "reading look";
const FIRST: ReadingLook = lookSchema.parse({});

function parsed(text: string | null): ReadingLook {
  try {
    return lookSchema.catch(FIRST).parse(JSON.parse(text ?? "{}"));
  } catch {
    return FIRST;
  }
}

/** The look, and what changes a part of it for this and all later documents. */
export function useReadingLook(): readonly [ReadingLook, (part: Partial<ReadingLook>) => void] {
  const text = useStoredText(KEY);
  const look = useMemo(() => parsed(text), [text]);
  return [look, (part) => storeText(KEY, JSON.stringify({ ...look, ...part }))];
}
