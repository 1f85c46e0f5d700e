import { domainTarget, OVERALL } from "@/core/campaign/proxy-roles";
import { StudioError } from "@/core/errors";
import { numberIn, type KeyedTable } from "@/core/learning/keyed-table";

/** A loss of a run, under the name it has in a campaign. */
export interface ReadLoss {
  readonly id: string;
  readonly line: number;
  readonly name: string;
  readonly loss: number;
}

export interface LossProblem {
  /** "line 4, validation" */
  readonly where: string;
  readonly reason: string;
}

/** What a column of losses may be called beside its own name. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["loss", OVERALL],
  ["validation_loss", OVERALL],
]);

const isLoss = (column: string): boolean =>
  column === OVERALL || ALIASES.has(column) || column.startsWith(domainTarget(""));

/**
 * Losses of a table: of the columns that are named, or else of those that are called `validation`, `loss`, `validation_loss` or
 * `domain:…`. An empty cell is no loss; one that holds no number is a problem of its own.
 * @throws StudioError `invalid-input` where no column holds losses
 */
export function readLosses(
  table: KeyedTable,
  columns: readonly string[] = table.columns.filter(isLoss),
): { readonly losses: ReadLoss[]; readonly problems: LossProblem[] } {
  if (columns.length === 0)
    throw new StudioError(
      "invalid-input",
      `${table.file} has no column of losses; it has ${table.columns.join(", ")}.`,
      'Call it "validation" for the loss over all domains or "domain:NAME" for one, or name the columns.',
    );
  const losses: ReadLoss[] = [];
  const problems: LossProblem[] = [];
  for (const row of table.rows) {
    for (const column of columns) {
      if ((row.cells.get(column) ?? "") === "") continue;
      const { id, line } = row;
      try {
        losses.push({ id, line, name: ALIASES.get(column) ?? column, loss: numberIn(table, row, column) });
      } catch (error) {
        if (!(error instanceof StudioError)) throw error;
        problems.push({ where: place(line, column), reason: error.message });
      }
    }
  }
  return { losses, problems };
}

export const place = (line: number, column: string): string => `line ${String(line)}, ${column}`;
