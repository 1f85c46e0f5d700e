import { StudioError } from "@/core/errors";
import { isReservedName } from "@/core/reserved-names";

/** Neither a null byte nor half of a surrogate pair can be kept by every database and file. */
const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

/** A search goes to DuckDB, which finds any text. */
const SEARCH = "search";

const isStorableKey = (key: string): boolean => isStorable(key) && !isReservedName(key);

/** Whether any text or key within a value that came as JSON, however deep, cannot be kept, what is searched for aside. */
export function holdsUnstorable(whole: unknown): boolean {
  const left = [whole];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === "string" && !isStorable(value)) return true;
    if (typeof value !== "object" || value === null) continue;
    for (const [key, one] of Object.entries(value)) {
      if (!isStorableKey(key)) return true;
      if (key !== SEARCH) left.push(one);
    }
  }
  return false;
}

export const unstorableText = (): StudioError =>
  new StudioError(
    "invalid-input",
    "A text holds a null byte or half of a character, or something is named __proto__, which cannot be kept.",
    "Write it without.",
  );
