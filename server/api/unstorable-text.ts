import { StudioError } from "@/core/errors";
import { isReservedName } from "@/core/reserved-names";

/** Neither a null byte nor half of a surrogate pair can be kept by every database and file. */
const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

/** A search goes to DuckDB, which finds any text. */
const SEARCH = "search";

const isStorableKey = (key: string): boolean => isStorable(key) && !isReservedName(key);

/** Whether any text or key within a value that came as JSON cannot be kept, what is searched for aside. */
export function holdsUnstorable(value: unknown): boolean {
  if (typeof value === "string") return !isStorable(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([key, one]) => !isStorableKey(key) || (key !== SEARCH && holdsUnstorable(one)),
  );
}

export const unstorableText = (): StudioError =>
  new StudioError(
    "invalid-input",
    "A text holds a null byte or half of a character, or something is named constructor, prototype or __proto__, which cannot be kept.",
    "Write it without.",
  );
