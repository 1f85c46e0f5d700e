import { readColumnOf } from "@/components/reader/contributions.prepare";
import type { ReaderCorpus } from "@/components/reader/reader-corpus";
import { ratersOf } from "@/components/ui/family-label";
import { FAMILIES, type Family, type RaterId } from "@/core/raters";
import { contributionsOf } from "@/core/scoring/contributions";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { Provenance } from "@/core/statistics";
import type { DocumentDetail } from "@/server/services/document/document-row";

export interface ScoreRow {
  readonly rater: RaterId;
  readonly label: string;
  /** `off`: no document of the corpus has this rater. */
  readonly state: "value" | "missing" | "off";
  readonly value: number | null;
  readonly provenance: Provenance | null;
  /** Percentiles in [0, 1]; null where missing, off or not known yet. */
  readonly inCorpus: number | null;
  readonly inDomain: number | null;
  /** w·z under the current recipe; null for a rater without weight and where the recipe leaves the document out. */
  readonly contribution: number | null;
  /** `contribution` as −1 … 1 of the largest of this document. */
  readonly length: number;
}

export interface ScoreFamily {
  readonly family: Family;
  readonly rows: readonly ScoreRow[];
  /** Σ w·z of the family; null where none counts. */
  readonly contribution: number | null;
}

interface Scored {
  readonly document: Pick<DocumentDetail, "scores" | "argmax" | "ranks">;
  readonly corpus: Pick<ReaderCorpus, "statistics">;
  readonly domainRanks: Readonly<Record<RaterId, number | null>> | null;
  readonly plan: ScoringPlan | null;
}

/** The 25 scores of a document family by family, with what each adds to its score under a recipe. */
export function prepareScores({ document, corpus, domainRanks, plan }: Scored): ScoreFamily[] {
  const { statistics } = corpus;
  const parts = new Map(
    plan === null
      ? []
      : contributionsOf(plan, readColumnOf(statistics, document)).contributions.map(
          (part) => [part.rater, part.contribution] as const,
        ),
  );
  const largest = Math.max(1e-12, ...[...parts.values()].map((part) => Math.abs(part ?? 0)));
  return FAMILIES.map((family) => {
    const rows = ratersOf(family).map(({ id, label }): ScoreRow => {
      const measured = statistics.raters[id];
      const value = document.scores[id] ?? null;
      const contribution = parts.get(id) ?? null;
      return {
        rater: id,
        label,
        state: measured === null ? "off" : value === null ? "missing" : "value",
        value,
        provenance: measured?.provenance ?? null,
        inCorpus: document.ranks[id],
        inDomain: domainRanks?.[id] ?? null,
        contribution,
        length: (contribution ?? 0) / largest,
      };
    });
    const counted = rows.flatMap(({ contribution }) => contribution ?? []);
    return {
      family,
      rows,
      contribution: counted.length === 0 ? null : counted.reduce((sum, part) => sum + part, 0),
    };
  });
}

/** "P87" */
export const percentileText = (rank: number): string => `P${Math.round(rank * 100)}`;
