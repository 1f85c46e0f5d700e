import { z } from "zod";
import { StudioError } from "@/core/errors";
import { RATER_IDS, raterOf, type RaterId } from "@/core/raters";
import { doubleSql } from "@/core/sql-number";
import type { CorpusStatistics } from "@/core/statistics";

/** Both ends belong to the range; an end that is absent is open. */
const range = z
  .strictObject({ min: z.number().optional(), max: z.number().optional() })
  .refine(({ min, max }) => min !== undefined || max !== undefined, "neither min nor max")
  .refine(({ min = -Infinity, max = Infinity }) => min <= max, "min is above max");

/** Conditions on the documents of a corpus, all of which must hold. */
export const documentFilterSchema = z.strictObject({
  /** Names; a document of any of them passes. */
  domains: z.array(z.string().min(1)).min(1).optional(),
  tokens: range.optional(),
  /** On the imported value (the expected level of classifiers); a document without a value does not pass. */
  raters: z.partialRecord(z.enum(RATER_IDS as [RaterId, ...RaterId[]]), range).optional(),
});

export type DocumentFilter = z.output<typeof documentFilterSchema>;
export type FilterRange = z.output<typeof range>;

/** The one spelling of a filter among all that let the same documents pass; `{}` when it lets every one. */
export function canonicalFilter({ domains, tokens, raters }: DocumentFilter): DocumentFilter {
  return {
    ...(domains === undefined ? {} : { domains: [...new Set(domains)].sort() }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(raters === undefined || Object.keys(raters).length === 0 ? {} : { raters }),
  };
}

/** One of the conditions of a filter, read against a corpus. */
export type FilterCondition =
  | { readonly by: "domain"; readonly names: readonly string[]; readonly codes: readonly number[] }
  | { readonly by: "tokens" | RaterId; readonly range: FilterRange };

/** What a document is filtered by; a rater without a value is absent or null. */
export interface FilteredDocument {
  readonly domain: string;
  readonly tokens: number;
  readonly scores: Readonly<Partial<Record<RaterId, number | null>>>;
}

/**
 * The conditions of a filter, in the order domain, tokens, raters.
 * @throws StudioError `invalid-input` for a rater the corpus lacks
 */
export function filterConditions(filter: DocumentFilter, statistics: CorpusStatistics): FilterCondition[] {
  const { domains: names, tokens, raters } = filter;
  return [
    ...(names === undefined
      ? []
      : [
          {
            by: "domain" as const,
            names,
            codes: statistics.domains.flatMap(({ domain }, code) => (names.includes(domain) ? [code] : [])),
          },
        ]),
    ...(tokens === undefined ? [] : [{ by: "tokens" as const, range: tokens }]),
    ...RATER_IDS.flatMap((rater) => {
      const range = raters?.[rater];
      return range === undefined ? [] : [{ by: present(rater, statistics), range }];
    }),
  ];
}

/** The condition on rows of a score table (core/score-table.ts). */
export function conditionSql(condition: FilterCondition): string {
  if (condition.by === "domain")
    return condition.codes.length === 0 ? "FALSE" : `domain IN (${condition.codes.join(", ")})`;
  const { min, max } = condition.range;
  return [
    ...(min === undefined ? [] : [`${condition.by}::DOUBLE >= ${doubleSql(min)}`]),
    ...(max === undefined ? [] : [`${condition.by}::DOUBLE <= ${doubleSql(max)}`]),
  ].join(" AND ");
}

/** The twin of `conditionSql` for one document. */
export function conditionHolds(condition: FilterCondition, document: FilteredDocument): boolean {
  if (condition.by === "domain") return condition.names.includes(document.domain);
  const value = condition.by === "tokens" ? document.tokens : (document.scores[condition.by] ?? null);
  const { min = -Infinity, max = Infinity } = condition.range;
  return value !== null && value >= min && value <= max;
}

/**
 * The filter as a condition on rows of a score table, null when every row passes.
 * @throws StudioError `invalid-input` for a rater the corpus lacks
 */
export function filterSql(filter: DocumentFilter, statistics: CorpusStatistics): string | null {
  const conditions = filterConditions(filter, statistics);
  return conditions.length === 0 ? null : conditions.map(conditionSql).join(" AND ");
}

function present(rater: RaterId, { raters }: CorpusStatistics): RaterId {
  if (raters[rater] !== null) return rater;
  throw new StudioError(
    "invalid-input",
    `No document of the corpus has a value of ${raterOf(rater).label}.`,
    "Take it out of the filter.",
  );
}
