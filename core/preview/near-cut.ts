import type { Cell } from "@/core/selection/score-histogram";

/** What lies around a cut, per token there: how a shift of the threshold changes what is selected. */
export interface NearCut {
  /** Share of a domain in the tokens around the cut. */
  tokensOf(domain: number): number;
  /** Documents of a domain for one token around the cut. */
  documentsOf(domain: number): number;
}

/** Share of the selected tokens that the surroundings of a cut should hold, and the rows: fewer say nothing. */
const SURROUNDINGS = 0.05;
const ROWS = 80;

/** Widens from the bin of a cut to both sides until enough tokens are seen. */
export function nearCut(cells: readonly Cell[], cutBin: number, selectedTokens: number): NearCut {
  const wanted = selectedTokens * SURROUNDINGS;
  const reach = (radius: number): Cell[] => cells.filter((cell) => Math.abs(cell.bin - cutBin) <= radius);
  const total = (near: readonly Cell[]): number => near.reduce((sum, { tokens }) => sum + tokens, 0);
  const suffice = (near: readonly Cell[]): boolean =>
    total(near) >= wanted && near.reduce((sum, { rows }) => sum + rows, 0) >= ROWS;
  const widest = Math.max(0, ...cells.map((cell) => Math.abs(cell.bin - cutBin)));
  let radius = 0;
  let near = reach(radius);
  while (!suffice(near) && radius < widest) near = reach(++radius);
  const tokens = total(near);
  const per = (domain: number, of: (cell: Cell) => number): number =>
    tokens === 0
      ? 0
      : near.reduce((sum, cell) => (cell.domain === domain ? sum + of(cell) : sum), 0) / tokens;
  return {
    tokensOf: (domain) => per(domain, (cell) => cell.tokens),
    documentsOf: (domain) => per(domain, (cell) => cell.documents),
  };
}
