import { StudioError } from "@/core/errors";
import type { Rejection } from "@/server/services/corpus/import-report";

export interface RejectLimit {
  readonly source: string;
  /** Share of the rows. */
  readonly maxRejects: number;
}

export interface RejectCounts {
  readonly rows: number;
  readonly rejected: number;
}

/** Whether an import has to fail as a whole. */
export const areTooMany = ({ maxRejects }: RejectLimit, { rows, rejected }: RejectCounts): boolean =>
  rejected === rows || rejected / rows > maxRejects;

/** What to say then; `first` rejected rows, `list` the file that holds all of them. */
export function tooManyRejects(
  { source, maxRejects }: RejectLimit,
  { rows, rejected }: RejectCounts,
  first: readonly Rejection[],
  list: string,
): StudioError {
  const reasons = first.slice(0, 3).map(({ file, line, reason }) => `${file}:${String(line)}: ${reason}`);
  const named = reasons.length === 0 ? "" : ` First: ${reasons.join("; ")}.`;
  const all = rejected === 0 ? "" : ` All of them are listed in ${list}.`;
  const of = `${String(rejected)} of ${String(rows)} rows were rejected`;
  return rejected === rows
    ? new StudioError(
        "invalid-input",
        `${source} holds no usable document: ${of}.${named}`,
        `Compare the rows with the released layout of SlimPajama-Meta-rater.${all}`,
      )
    : new StudioError(
        "invalid-input",
        `${of}, more than the allowed share of ${String(maxRejects)}; nothing was imported.${named}`,
        `Mend the rows, or allow a larger share of rejects.${all}`,
      );
}
