import { z } from "zod";
import { guessMapping } from "@/core/guess-mapping";
import type { RaterId } from "@/core/raters";
import type { SourceFormat } from "@/core/source-format";
import { sourceFormat } from "@/core/source-format";
import { offRaters } from "@/core/mapped-columns";
import { namedColumns, sourceMappingSchema, type SourceMapping } from "@/core/source-mapping";
import type { Context } from "@/server/services/context";
import { columnsKey } from "@/server/services/corpus/columns-key";
import {
  chooseFiles,
  type FoundFiles,
  type SourceFile,
} from "@/server/services/corpus/importing/source-files";
import { firstCells, type FirstRow } from "@/server/services/corpus/inspecting/first-cells";
import { lookAtSource } from "@/server/services/corpus/inspecting/look-at-source";
import type { SampledColumn } from "@/server/services/corpus/inspecting/sampled-columns";
import { tryMapping, type MappingTrial } from "@/server/services/corpus/inspecting/try-mapping";
import { recallMapping } from "@/server/services/corpus/remembered-mapping";
import { locateSource, sourceLocation } from "@/server/services/corpus/source-location";
import { parseInput } from "@/server/services/parse-input";

export const inspectSourceInput = z.strictObject({
  ...sourceLocation,
  /** To be tried on the first rows; without it the remembered one, else the proposed one is. */
  mapping: sourceMappingSchema.optional(),
});

/** What lies at a place that might be imported, found out from names, sizes and first rows. */
export interface SourceInspection {
  readonly name: string;
  readonly files: {
    readonly count: number;
    readonly bytes: number;
    /** False when there are more than were counted. */
    readonly complete: boolean;
    readonly formats: readonly { readonly format: SourceFormat; readonly files: number }[];
    /** Files beside the domain folders, which are not read. */
    readonly unread: number;
  };
  readonly domains: {
    readonly from: "folders" | "column" | "names";
    readonly names: readonly string[];
    readonly count: number;
  };
  readonly columns: readonly SampledColumn[];
  readonly sampledRows: number;
  readonly first: { readonly columns: readonly string[]; readonly rows: readonly FirstRow[] };
  /** Files whose first rows could not be read, and why. */
  readonly faults: readonly string[];
  readonly proposed: SourceMapping;
  /** Of the last import of a source with the same columns. */
  readonly remembered: SourceMapping | null;
  /** What is tried. */
  readonly mapping: SourceMapping;
  readonly trial: MappingTrial;
  readonly offRaters: readonly RaterId[];
  /** Columns the tried mapping names which are not there. */
  readonly unknown: readonly string[];
}

const MOST_DOMAINS = 50;

/**
 * Looks at a source without reading it: under a second whatever its size.
 * @throws StudioError `invalid-input` when nothing there can be imported, `not-found`, `forbidden`, `not-ready`
 */
export async function inspectSource({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof inspectSourceInput>;
}): Promise<SourceInspection> {
  const wanted = parseInput(inspectSourceInput, input);
  const source = await locateSource(ctx, wanted);
  const { found, sample, paths } = await lookAtSource(source);
  const proposed = domainsOfFolders(guessMapping(sample.columns), found);
  const remembered = await recallMapping(ctx.db, ctx, columnsKey(paths));
  const mapping = wanted.mapping ?? remembered ?? proposed;
  const trial = tryMapping(sample, mapping);
  const files = chooseFiles(found, mapping);
  return {
    name: source.name,
    files: { ...sizesOf(files), complete: found.complete, unread: allFiles(found).length - files.length },
    domains: domainsOf(files, mapping, trial),
    columns: sample.columns,
    sampledRows: sample.rows,
    first: firstCells(sample),
    faults: sample.files.flatMap(({ fault }) => (fault === null ? [] : [fault])),
    proposed,
    remembered,
    mapping,
    trial,
    offRaters: offRaters(mapping, paths),
    unknown: namedColumns(mapping).filter((path) => !paths.includes(path)),
  };
}

const allFiles = ({ placed, loose }: FoundFiles): SourceFile[] => [...placed, ...loose];

/** Several domain folders say more than a column that may be about anything; rows in no folder name theirs anyway. */
function domainsOfFolders({ domain, ...mapping }: SourceMapping, { placed }: FoundFiles): SourceMapping {
  const folders = new Set(placed.map((file) => file.domain)).size;
  const isNeedless = folders > 1 || (folders === 0 && domain === "domain");
  return domain === undefined || isNeedless ? mapping : { ...mapping, domain };
}

function sizesOf(
  files: readonly SourceFile[],
): Pick<SourceInspection["files"], "count" | "bytes" | "formats"> {
  const formats = new Map<SourceFormat, number>();
  for (const { path } of files) {
    const format = sourceFormat(path);
    if (format !== null) formats.set(format, (formats.get(format) ?? 0) + 1);
  }
  return {
    count: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    formats: [...formats].map(([format, count]) => ({ format, files: count })),
  };
}

function domainsOf(
  files: readonly SourceFile[],
  mapping: SourceMapping,
  trial: MappingTrial,
): SourceInspection["domains"] {
  const isNamed = mapping.domain !== undefined || files.every(({ loose }) => loose);
  const names = isNamed ? trial.domains : [...new Set(files.map(({ domain }) => domain))];
  const from = mapping.domain !== undefined ? "column" : isNamed ? "names" : "folders";
  return { from, names: names.slice(0, MOST_DOMAINS), count: names.length };
}
