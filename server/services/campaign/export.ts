import { z } from "zod";
import { OVERALL } from "@/core/campaign/proxy-roles";
import { csvText } from "@/core/export-cell";
import { RATER_IDS } from "@/core/raters";
import type { CampaignDetail, ProxySummary } from "@/server/services/campaign/campaign-summary";
import { campaignIdInput } from "@/server/services/campaign/find-campaign";
import { foretoldBy } from "@/server/services/campaign/foretold-by";
import { getCampaign } from "@/server/services/campaign/get";
import { newestFit, type CampaignFit } from "@/server/services/campaign/kept-fit";
import { sharesOf } from "@/server/services/campaign/learnt-runs";
import type { Context } from "@/server/services/context";
import { objectsParquet } from "@/server/services/objects-parquet";
import { parseInput } from "@/server/services/parse-input";
import { writePieces } from "@/server/storage/write-pieces";

export const CAMPAIGN_FORMATS = ["csv", "parquet"] as const;

export const exportCampaignInput = campaignIdInput.extend({
  format: z.enum(CAMPAIGN_FORMATS).default("csv"),
});

export interface CampaignExport {
  readonly fileName: string;
  readonly contentType: string;
  /** Makes the file as it is read. */
  readonly pieces: AsyncIterable<string | Uint8Array>;
}

type Cell = string | number | boolean | null;

/**
 * Every proxy of a campaign, one a row: what it is, its selection, its weights as shares, its losses, and what the newest fit of the
 * overall loss says of it. The CSV is what `importLosses` and `studio fit` read. @throws StudioError `not-found`
 */
export async function exportCampaign({
  ctx,
  input,
  signal = new AbortController().signal,
}: {
  ctx: Context;
  input: z.input<typeof exportCampaignInput>;
  signal?: AbortSignal;
}): Promise<CampaignExport> {
  const { id, format } = parseInput(exportCampaignInput, input);
  const detail = await getCampaign({ ctx, input: { id } });
  const fit = await newestFit(id, ({ wishes }) => wishes.target === OVERALL, ctx.home);
  const columns = columnsOf(detail);
  const rows = detail.proxies.map((proxy) => rowOf(proxy, detail, fit));
  const name = detail.summary.name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "campaign";
  return format === "csv"
    ? { fileName: `${name}.csv`, contentType: "text/csv; charset=utf-8", pieces: csvOf(rows, columns) }
    : {
        fileName: `${name}.parquet`,
        contentType: "application/vnd.apache.parquet",
        pieces: objectsParquet(rows, { columns, home: ctx.home, signal }),
      };
}

/** Writes the proxies of a campaign to a file. @throws as `exportCampaign`; `AbortError` once the signal aborts */
export async function writeCampaign({
  file,
  ...asked
}: Parameters<typeof exportCampaign>[0] & {
  readonly file: string;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { pieces } = await exportCampaign(asked);
  await writePieces(file, pieces, asked.signal);
}

/** Types of DuckDB by column. */
const columnsOf = ({ targets }: CampaignDetail): Record<string, string> => ({
  ...{
    id: "VARCHAR",
    number: "UINTEGER",
    role: "VARCHAR",
    state: "VARCHAR",
    seed: "UBIGINT",
    run: "VARCHAR",
  },
  ...{ selection: "VARCHAR", documents: "UBIGINT", tokens: "UBIGINT", epochs: "DOUBLE" },
  ...Object.fromEntries(RATER_IDS.map((rater) => [rater, "DOUBLE"])),
  ...Object.fromEntries(targets.map((target) => [target, "DOUBLE"])),
  ...{ measured_elsewhere: "BOOLEAN", failure: "VARCHAR" },
  ...{ predicted: "DOUBLE", predicted_low: "DOUBLE", predicted_high: "DOUBLE" },
});

function rowOf(
  proxy: ProxySummary,
  { targets }: CampaignDetail,
  fit: CampaignFit | null,
): Record<string, Cell> {
  const shares = sharesOf(proxy.weights, RATER_IDS);
  const foretold = fit === null ? null : foretoldBy(fit, proxy);
  const { id, number, role, state, seed, selection, epochs } = proxy;
  return {
    ...{ id, number, role, state, seed, run: proxy.runId, selection: selection?.id ?? null },
    ...{ documents: selection?.documents ?? null, tokens: selection?.tokens ?? null, epochs },
    ...Object.fromEntries(RATER_IDS.map((rater, at) => [rater, shares[at] ?? 0])),
    ...Object.fromEntries(targets.map((target) => [target, proxy.losses?.[target] ?? null])),
    ...{ measured_elsewhere: proxy.measuredElsewhere, failure: proxy.failure },
    predicted: foretold?.predicted ?? null,
    predicted_low: foretold?.low ?? null,
    predicted_high: foretold?.high ?? null,
  };
}

/** A CSV file (RFC 4180) with a head; what is missing is an empty cell. */
async function* csvOf(
  rows: readonly Readonly<Record<string, Cell>>[],
  columns: Readonly<Record<string, string>>,
): AsyncGenerator<string> {
  const names = Object.keys(columns);
  const line = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;
  yield line(names);
  for (const row of rows) yield line(names.map((name) => row[name] ?? null));
}

const csvCell = (cell: Cell): string =>
  cell === null ? "" : typeof cell === "string" ? csvText(cell) : String(cell);
