import path from "node:path";
import { z } from "zod";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { PROVENANCES, QUANTILES, type CorpusStatistics } from "@/core/statistics";
import { corpusPath } from "@/server/storage/home";
import { readJsonFile } from "@/server/storage/read-json-file";

const count = z.number().int().nonnegative();

const column = z.strictObject({
  n: count,
  missing: count,
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  sd: z.number(),
  quantiles: z.array(z.number()).length(QUANTILES),
});

const corpusStatisticsSchema = z.strictObject({
  documents: count,
  tokens: count,
  domains: z.array(z.strictObject({ domain: z.string(), documents: count, tokens: count })),
  raters: z.record(
    z.enum(RATER_IDS as [RaterId, ...RaterId[]]),
    z
      .strictObject({
        value: column,
        argmax: column.nullable(),
        provenance: z.enum(PROVENANCES),
      })
      .nullable(),
  ),
  groups: z
    .strictObject({
      column: z.string(),
      groups: count,
      documents: count,
      largest: z.strictObject({ name: z.string(), documents: count }),
    })
    .optional(),
});

/** The frozen statistics of a corpus, as `statistics.json` beside its files holds them. */
export const readCorpusStatistics = (fingerprint: string, home: string): Promise<CorpusStatistics> =>
  readJsonFile(path.join(corpusPath(fingerprint, home), "statistics.json"), corpusStatisticsSchema);
