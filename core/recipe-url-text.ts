import { StudioError } from "@/core/errors";

/** `encodeURIComponent` leaves ~ as it is, which ends a field of a link. */
export const escapeName = (name: string): string => encodeURIComponent(name).replaceAll("~", "%7E");

/** @throws StudioError `invalid-input` for what `escapeName` did not write */
export function unescapeName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unreadable();
  }
}

export const unreadable = (): StudioError =>
  new StudioError(
    "invalid-input",
    "The link holds no recipe this studio can read.",
    "Open the mixer without it.",
  );
