import { formatBytes, formatCount, formatPercent, formatTokens } from "@/components/ui/format";
import { Figure } from "@/components/ui/page";
import type { CorpusOverview } from "@/server/services/corpus/overview";

export const CorpusFigures = ({ corpus }: { readonly corpus: CorpusOverview }) => {
  const { info, statistics } = corpus;
  const on = Object.values(statistics.raters).filter((rater) => rater !== null).length;
  const values = on * corpus.documents;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 rounded-lg border bg-surface px-4 py-3 sm:grid-cols-3 lg:grid-cols-6">
      <Figure label="Documents" value={formatCount(corpus.documents)} detail="selectable" />
      <Figure label="Tokens" value={formatTokens(corpus.tokens)} detail={formatCount(corpus.tokens)} />
      <Figure
        label="Validation set"
        value={info.validationDocuments === 0 ? "none" : formatTokens(info.validationTokens)}
        detail={
          info.validationDocuments === 0
            ? "training will ask for one"
            : `tokens in ${formatCount(info.validationDocuments)} documents`
        }
      />
      <Figure label="Raters" value={`${on} of 25`} detail={on === 25 ? "none is off" : `${25 - on} off`} />
      <Figure
        label="Missing scores"
        value={formatCount(corpus.missing)}
        detail={values === 0 ? "" : `${formatPercent(corpus.missing / values, 2)} of all`}
      />
      <Figure
        label="On disk"
        value={formatBytes(corpus.bytes)}
        detail={
          info.sampleDocuments >= corpus.documents
            ? "previewed exactly"
            : `previewed by ${formatCount(info.sampleDocuments)} rows`
        }
      />
    </dl>
  );
};
