import type { ExportedChart } from "@/core/exported-chart";
import { domainColour } from "@/components/charts/domain-colour";
import { drawBoxes } from "@/components/charts/draw-boxes";
import { decadeText } from "@/components/corpus/corpus-lengths.prepare";
import type { Lengths } from "@/server/services/corpus/corpus-profile";

/** Lengths of the documents of a domain, or of the whole corpus. */
export interface LengthRow extends Lengths {
  readonly domain: string;
  /** Position among the domains; null for the whole corpus. */
  readonly index: number | null;
}

const PERCENTILES = ["min", "p5", "p25", "median", "p75", "p95", "max"] as const;

export const lengthColour = (index: number | null): string =>
  index === null ? "var(--color-control)" : domainColour(index);

/** @param of the corpus and its version, which the files are named after */
export const lengthsChart = (of: string, rows: readonly LengthRow[]): ExportedChart => ({
  title: `Length of a document in ${of}`,
  subtitle:
    "Tokens, logarithmic · line: 5th to 95th percentile, box: middle half, stroke: median, dot: longest",
  names: [of, "Length of a document"],
  table: {
    columns: [
      { name: "domain" },
      { name: "documents" },
      ...PERCENTILES.map((name) => ({ name, unit: "tokens" })),
    ],
    rows: rows.map((row) => [row.domain, row.documents, ...PERCENTILES.map((name) => row[name])]),
  },
  drawing: drawBoxes(
    rows.map((row) => ({ label: row.domain, colour: lengthColour(row.index), figures: row })),
    decadeText,
  ),
});
