"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { DomainMark } from "@/components/charts/domain-mark";
import {
  prepareMixtures,
  prepareWeights,
  type MixtureRow,
  type WeightRow,
} from "@/components/review/mixtures.prepare";
import { DataTable, type Column } from "@/components/table/data-table";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatPercent, formatSigned, formatTokens } from "@/components/ui/format";
import { SkeletonRows } from "@/components/ui/skeleton";
import { raterOf } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import type { ExactFigures } from "@/core/selection/exact-figures";

interface MixturesProps {
  readonly versionId: string;
  readonly present: Recipe;
  readonly proposed: Recipe;
}

/** What the present recipe selects beside what the proposed weights would, counted over the whole corpus. */
export function Mixtures({ versionId, present, proposed }: MixturesProps) {
  const trpc = useTRPC();
  const keep = { staleTime: Infinity } as const;
  const now = useQuery(trpc.selection.count.queryOptions({ versionId, recipe: present }, keep));
  const then = useQuery(trpc.selection.count.queryOptions({ versionId, recipe: proposed }, keep));
  const error = now.error ?? then.error;
  if (error !== null)
    return <ErrorState error={error} onRetry={() => void Promise.all([now.refetch(), then.refetch()])} />;
  if (now.data === undefined || then.data === undefined) return <SkeletonRows rows={5} />;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <div className="min-w-0 rounded-md border">
        <DataTable
          caption="Selected tokens by domain: the corpus, the present recipe, the proposed weights"
          columns={MIXTURE}
          rows={prepareMixtures(now.data, then.data)}
          rowKey={({ domain }) => domain}
        />
        <p className="border-t px-3 py-1.5 text-xs text-muted">
          Present: {sizeText(now.data)}. Proposed: {sizeText(then.data)}. Counted exactly.
        </p>
      </div>
      <div
        role="group"
        tabIndex={0}
        aria-label="Weights"
        className="max-h-72 min-w-0 overflow-auto rounded-md border"
      >
        <DataTable
          caption="Weights: the present recipe, the proposal"
          columns={WEIGHTS}
          rows={prepareWeights(present, proposed)}
          rowKey={({ rater }) => rater}
        />
      </div>
    </div>
  );
}

const sizeText = ({ documents, tokens }: ExactFigures): string =>
  `${formatCount(documents)} documents, ${formatTokens(tokens)} tokens`;

const changeText = (row: { readonly present: number; readonly proposed: number }): string =>
  formatSigned(100 * (row.proposed - row.present));

const MIXTURE: readonly Column<MixtureRow>[] = [
  {
    id: "domain",
    header: "Domain",
    rowHeader: true,
    cell: ({ domain, code }) => <DomainMark domain={domain} index={code} />,
  },
  { id: "corpus", header: "Corpus", align: "right", from: "sm", cell: (row) => formatPercent(row.corpus) },
  { id: "present", header: "Present", align: "right", cell: (row) => formatPercent(row.present) },
  { id: "proposed", header: "Proposed", align: "right", cell: (row) => formatPercent(row.proposed) },
  { id: "change", header: "Points", align: "right", cell: changeText },
];

const WEIGHTS: readonly Column<WeightRow>[] = [
  { id: "rater", header: "Weight", rowHeader: true, cell: ({ rater }) => raterOf(rater).label },
  { id: "present", header: "Present", align: "right", cell: (row) => formatPercent(row.present) },
  { id: "proposed", header: "Proposed", align: "right", cell: (row) => formatPercent(row.proposed) },
  { id: "change", header: "Points", align: "right", cell: changeText },
];
