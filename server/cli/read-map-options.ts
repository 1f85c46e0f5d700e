import { StudioError } from "@/core/errors";
import { isRaterId, RATER_IDS, type RaterId } from "@/core/raters";
import { DOCUMENT_PARTS, type SourceMapping } from "@/core/source-mapping";

const USE =
  "Write it like --map text=raw_content or --map educational_value=edu; a rater without a column is off.";

/**
 * The mapping of `--map part=column` options.
 * @throws StudioError `invalid-input` that names the parts there are
 */
export function readMapOptions(options: readonly string[]): SourceMapping {
  const raters: Partial<Record<RaterId, string | null>> = {};
  const parts: Partial<Record<(typeof DOCUMENT_PARTS)[number], string>> = {};
  for (const option of options) {
    const [target = "", ...rest] = option.split("=");
    const column = rest.join("=").trim();
    const part = DOCUMENT_PARTS.find((candidate) => candidate === target);
    if (rest.length === 0 || (part !== undefined && column === ""))
      throw new StudioError("invalid-input", `--map ${option} names no column.`, USE);
    if (part !== undefined) parts[part] = column;
    else if (isRaterId(target)) raters[target] = column === "" ? null : column;
    else
      throw new StudioError(
        "invalid-input",
        `--map ${option}: "${target}" is nothing a column can be mapped to.`,
        `Choose one of ${[...DOCUMENT_PARTS, ...RATER_IDS].join(", ")}.`,
      );
  }
  return Object.keys(raters).length === 0 ? parts : { ...parts, raters };
}
