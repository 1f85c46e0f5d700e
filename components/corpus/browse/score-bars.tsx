import { formatNumber } from "@/components/ui/format";
import { FAMILY_LABELS, ratersOf } from "@/components/ui/family-label";
import { FAMILIES, type Rater } from "@/core/raters";
import type { CorpusStatistics } from "@/core/statistics";
import type { DocumentDetail } from "@/server/services/document/document-row";

interface ScoreBarsProps {
  readonly document: DocumentDetail;
  readonly statistics: CorpusStatistics;
}

function ScoreBar({ rater, document, statistics }: ScoreBarsProps & { readonly rater: Rater }) {
  const score = document.scores[rater.id] ?? null;
  const rank = document.ranks[rater.id];
  const measured = statistics.raters[rater.id];
  return (
    <tr>
      <th
        scope="row"
        className="w-full max-w-0 truncate py-0.5 pr-2 text-left text-xs font-normal"
        title={rater.label}
      >
        {rater.label}
        {measured?.provenance === "stand-in" && (
          <abbr
            title="Stand-in: a documented heuristic, not the model's rating"
            className="pl-0.5 text-warning no-underline"
          >
            *
          </abbr>
        )}
      </th>
      <td className="py-0.5 pr-2">
        <span aria-hidden className="relative block h-1.5 w-14 rounded-full bg-line">
          {rank !== null && (
            <span
              className="absolute inset-y-0 left-0 rounded-full bg-accent"
              style={{ width: `${rank * 100}%` }}
            />
          )}
        </span>
      </td>
      <td className="py-0.5 pr-2 text-right text-xs whitespace-nowrap text-muted">
        {rank === null ? "" : `P${Math.round(rank * 100)}`}
      </td>
      <td className="py-0.5 text-right text-xs whitespace-nowrap">
        {measured === null ? (
          <span className="text-faint">off</span>
        ) : score === null ? (
          <span className="text-faint">missing</span>
        ) : (
          formatNumber(score)
        )}
      </td>
    </tr>
  );
}

/** The 25 scores of a document as percentiles of its corpus, family by family. */
export function ScoreBars({ document, statistics }: ScoreBarsProps) {
  const standIns = Object.values(statistics.raters).some((rater) => rater?.provenance === "stand-in");
  return (
    <div>
      <table className="w-full">
        <caption className="sr-only">Scores of the document: percentile in the corpus, and value</caption>
        {FAMILIES.map((family) => (
          <tbody key={family}>
            <tr>
              <th scope="rowgroup" colSpan={4} className="eyebrow pt-2 pb-0.5 text-left">
                {FAMILY_LABELS[family]}
              </th>
            </tr>
            {ratersOf(family).map((rater) => (
              <ScoreBar key={rater.id} rater={rater} document={document} statistics={statistics} />
            ))}
          </tbody>
        ))}
      </table>
      <p className="pt-2 text-2xs text-muted">
        Bar and P: percentile among the documents of the corpus.{" "}
        {standIns && "* a stand-in, not the model's rating."}
      </p>
    </div>
  );
}
