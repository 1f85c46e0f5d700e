import type { SourceMapping } from "@/core/source-mapping";
import { readRecord, recordRules } from "@/server/services/corpus/importing/read-record";
import { RowRejected } from "@/server/services/corpus/importing/row-rejected";
import type { SourceSample } from "@/server/services/corpus/inspecting/sample-source";

export interface MappingTrial {
  /** Of the sampled rows, how many would be documents. */
  readonly accepted: number;
  readonly rejected: number;
  /** The reasons, the most frequent first, with the first row of each. */
  readonly reasons: readonly { readonly reason: string; readonly rows: number; readonly first: string }[];
  /** Domains that sampled rows name, in their order. */
  readonly domains: readonly string[];
}

const MOST_REASONS = 5;
const MOST_DOMAINS = 50;

/** Reads the sampled rows as an import would under a mapping. */
export function tryMapping({ files }: SourceSample, mapping: SourceMapping): MappingTrial {
  const reasons = new Map<string, { rows: number; first: string }>();
  const domains = new Set<string>();
  let accepted = 0;
  for (const { file, rows } of files) {
    const rules = recordRules(mapping, { loose: file.loose, validation: false });
    for (const row of rows) {
      try {
        domains.add(readRecord(row, rules).domain ?? file.domain);
        accepted += 1;
      } catch (error) {
        if (!(error instanceof RowRejected)) throw error;
        const known = reasons.get(error.reason);
        if (known === undefined)
          reasons.set(error.reason, { rows: 1, first: `${file.name}:${String(row.number)}` });
        else known.rows += 1;
      }
    }
  }
  const ranked = [...reasons]
    .map(([reason, found]) => ({ reason, ...found }))
    .sort((a, b) => b.rows - a.rows);
  return {
    accepted,
    rejected: ranked.reduce((sum, { rows }) => sum + rows, 0),
    reasons: ranked.slice(0, MOST_REASONS),
    domains: [...domains].slice(0, MOST_DOMAINS),
  };
}
