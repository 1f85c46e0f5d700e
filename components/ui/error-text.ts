export interface ErrorText {
  readonly message: string;
  /** The way out, null where the server knows none. */
  readonly way: string | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** What to tell a person about a failed request: the studio's own words where it has them (`error.data.studio`). */
export function errorText(error: unknown): ErrorText {
  const data = isRecord(error) && isRecord(error["data"]) ? error["data"] : {};
  const studio = data["studio"];
  if (isRecord(studio) && typeof studio["message"] === "string") {
    return { message: studio["message"], way: typeof studio["way"] === "string" ? studio["way"] : null };
  }
  const text = isRecord(error) && typeof error["message"] === "string" ? error["message"] : String(error);
  if (/fetch|network|load failed/i.test(text)) {
    return {
      message: "The studio does not answer.",
      way: "See whether its terminal still runs, then try again.",
    };
  }
  return { message: text, way: null };
}
