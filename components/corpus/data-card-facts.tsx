"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatPercent, formatTokens } from "@/components/ui/format";
import { Figure } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RATERS, raterOf } from "@/core/raters";
import { PROVENANCES, type Provenance } from "@/core/statistics";
import type { CorpusOverview } from "@/server/services/corpus/overview";

interface DataCardFactsProps {
  readonly corpusId: string;
  readonly number: number;
}

/** What stands in the card without anybody writing it. */
export function DataCardFacts({ corpusId, number }: DataCardFactsProps) {
  const corpus = useQuery(useTRPC().corpus.overview.queryOptions({ corpusId, number }));
  if (corpus.isPending) return <SkeletonRows rows={4} />;
  if (corpus.isError)
    return <ErrorState error={corpus.error} onRetry={() => void corpus.refetch()} className="m-3" />;
  return <Facts corpus={corpus.data} />;
}

function Facts({ corpus }: { readonly corpus: CorpusOverview }) {
  const { domains, tokens } = corpus.statistics;
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 p-3">
        <Figure label="Documents" value={formatCount(corpus.documents)} detail={`version ${corpus.number}`} />
        <Figure label="Tokens" value={formatTokens(corpus.tokens)} detail={formatCount(corpus.tokens)} />
        <Figure
          label="Validation set"
          value={formatCount(corpus.validationDocuments)}
          detail={`documents, ${formatTokens(corpus.validationTokens)} tokens`}
        />
        <Figure label="Rejected rows" value={formatCount(corpus.rejected)} />
      </dl>
      <p className="border-t px-3 py-2 text-xs">
        <span className="eyebrow block">Domains</span>
        {domains
          .toSorted((a, b) => b.tokens - a.tokens)
          .map(({ domain, tokens: own }, index) => (
            <span key={domain}>
              {index > 0 && ", "}
              <bdi>{domain}</bdi> {formatPercent(own / Math.max(1, tokens))}
            </span>
          ))}
      </p>
      <Provenance corpus={corpus} />
      <p className="border-t px-3 py-2 font-mono text-xs break-all">
        <span className="eyebrow block font-sans">Fingerprint</span>
        {corpus.fingerprint}
      </p>
    </>
  );
}

const ORIGINS: Readonly<Record<Provenance, string>> = {
  imported: "Imported",
  computed: "Computed here",
  "stand-in": "Stand-ins",
  synthetic: "Synthetic",
};

function Provenance({ corpus }: { readonly corpus: CorpusOverview }) {
  const { raters } = corpus.statistics;
  const off = RATERS.filter(({ id }) => raters[id] === null).map(({ label }) => label);
  const missing = RATERS.flatMap(({ id }) => {
    const found = raters[id];
    return found === null || found.missing === 0
      ? []
      : [`${raterOf(id).label} ${formatPercent(found.missing / corpus.documents, 2)}`];
  });
  const origins = PROVENANCES.flatMap((origin) => {
    const count = RATERS.filter(({ id }) => raters[id]?.provenance === origin).length;
    return count === 0 ? [] : [`${ORIGINS[origin]}: ${count}`];
  });
  return (
    <p className="border-t px-3 py-2 text-xs">
      <span className="eyebrow block">Scores of the raters</span>
      {[...origins, ...(off.length === 0 ? [] : [`Absent: ${off.join(", ")}`])].join(" · ")}
      {missing.length > 0 && <span className="block text-muted">Missing: {missing.join(", ")}</span>}
    </p>
  );
}
