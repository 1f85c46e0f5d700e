import { Distribution } from "@/components/charts/distribution";
import { raterSentence } from "@/components/corpus/rater-card.prepare";
import { ProvenanceBadge } from "@/components/corpus/provenance-badge";
import { formatCount, formatNumber, formatPercent, formatTokens } from "@/components/ui/format";
import { Tooltip } from "@/components/ui/tooltip";
import { definitionOf } from "@/core/rater-definitions";
import type { Rater } from "@/core/raters";
import type { RaterOverview } from "@/server/services/corpus/overview";

interface RaterCardProps {
  readonly rater: Rater;
  /** Null for a rater that is off. */
  readonly statistics: RaterOverview | null;
  readonly documents: number;
}

/** Three numbers share a line: −1.59 M where five figures would not fit. */
const shortNumber = (value: number): string =>
  Math.abs(value) < 10_000 ? formatNumber(value) : formatTokens(value);

const Name = ({ rater }: { readonly rater: Rater }) => {
  const { definition, method } = definitionOf(rater.id);
  return (
    <Tooltip
      side="top"
      text={
        <span className="flex flex-col gap-0.5">
          <span>{definition}</span>
          <span className="text-muted">{method}</span>
        </span>
      }
    >
      <button type="button" className="min-w-0 cursor-help truncate rounded-sm text-left text-sm">
        {rater.label}
      </button>
    </Tooltip>
  );
};

export function RaterCard({ rater, statistics, documents }: RaterCardProps) {
  if (statistics === null) {
    return (
      <li className="min-w-0">
        <Name rater={rater} />
        <div className="flex h-8 items-center border-b border-dashed text-xs text-muted">off</div>
        <p className="pt-0.5 text-xs text-muted">absent from the whole corpus</p>
      </li>
    );
  }
  const { bins, low, high, median, missing, min, max } = statistics;
  return (
    <li className="min-w-0">
      <Name rater={rater} />
      <Distribution all={bins} label={raterSentence(rater.label, statistics)} />
      <p className="flex justify-between gap-1 overflow-hidden pt-0.5 text-2xs whitespace-nowrap text-muted">
        <span>{shortNumber(low)}</span>
        <span className="text-ink">{min === max ? "constant" : `median ${shortNumber(median)}`}</span>
        <span>{shortNumber(high)}</span>
      </p>
      <p className="flex items-center justify-between gap-1 pt-0.5 text-2xs text-muted">
        <span className="truncate">
          {missing === 0
            ? "none missing"
            : `${formatCount(missing)} missing (${formatPercent(missing / Math.max(1, documents))})`}
        </span>
        <ProvenanceBadge provenance={statistics.provenance} />
      </p>
    </li>
  );
}
