"use client";

import { useMixer, useMixerCorpus } from "@/components/mixer/mixer-context";
import { usePreview } from "@/components/mixer/preview-context";
import { ExactCount } from "@/components/mixer/exact-count";
import { MixerChartMenu } from "@/components/mixer/mixer-chart-menu";
import { RaterMultiples } from "@/components/mixer/rater-multiples";
import { raterMultiplesChart } from "@/components/mixer/rater-multiples-chart";
import { scoreChart } from "@/components/mixer/score-chart";
import { ScoreHistogram } from "@/components/mixer/score-histogram";
import { prepareSelected } from "@/components/mixer/selected.prepare";
import { WarningList } from "@/components/mixer/warning-list";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount } from "@/components/ui/format";
import { Figure } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";

/** What the recipe selects: figures, what they rest on, the score and the raters. */
export const SelectedPanel = () => (
  <section aria-label="Selected" className="space-y-3">
    <SelectedFigures />
    <WarningList />
    <ScorePart />
    <div className="group/chart isolate">
      <header className="flex items-baseline gap-3">
        <h2 className="text-sm font-semibold">Raters</h2>
        <p className="min-w-0 flex-1 truncate text-xs text-muted">
          percentiles, selected against all in grey; shift of the median
        </p>
        <MixerChartMenu label="Raters" draw={raterMultiplesChart} />
      </header>
      <RaterMultiples />
    </div>
  </section>
);

function SelectedFigures() {
  const mixture = usePreview((preview) => preview.mixture);
  const behind = usePreview((preview) => preview.behind);
  const dragging = useMixer((state) => state.grabbed !== null);
  const uncounted = usePreview((preview) => preview.uncounted);
  if (uncounted) return <Uncounted />;
  if (mixture === null) return <FiguresSkeleton />;
  const summary = prepareSelected(mixture);
  return (
    <div className="isolate">
      <dl className="grid grid-cols-3 gap-4">
        <Figure label="Documents" value={summary.documents} detail={summary.documentsError ?? undefined} />
        <Figure label="Tokens" value={summary.tokens} detail={`${summary.fill} of budget`} />
        <Figure label="Threshold" value={summary.threshold} />
      </dl>
      <div className="flex min-h-8 items-center gap-2 pt-1.5 text-xs text-muted">
        {behind ? (
          <>
            <Badge>before</Badge>
            <span className="min-w-0 truncate">of the recipe as it was opened</span>
          </>
        ) : (
          <>
            <Badge tone={summary.exact ? "good" : "accent"}>{summary.exact ? "exact" : "sample"}</Badge>
            <span className="min-w-0 truncate">{summary.basis}</span>
          </>
        )}
        {dragging && <span className="text-faint">moving</span>}
        <ExactCount />
      </div>
      <CountFailure />
    </div>
  );
}

/** Why there will be no exact figures, or none this time. */
function CountFailure() {
  const asked = usePreview((preview) => preview.serverCount.error);
  const whole = usePreview((preview) => preview.whole.error);
  const error = asked ?? whole;
  return error === null ? null : <ErrorState error={error} className="mt-1" />;
}

/** Under a cap: nothing is shown that was not counted. */
const Uncounted = () => (
  <div className="isolate">
    <dl className="grid grid-cols-3 gap-4">
      {["Documents", "Tokens", "Threshold"].map((label) => (
        <Figure key={label} label={label} value="–" />
      ))}
    </dl>
    <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1.5 pt-1.5 text-xs text-muted">
      <Badge>not counted</Badge>
      <span className="min-w-0">Figures under a cap on groups are counted, never estimated.</span>
      <ExactCount />
    </div>
    <CountFailure />
  </div>
);

function FiguresSkeleton() {
  const { statistics } = useMixerCorpus();
  return (
    <div>
      <dl className="grid grid-cols-3 gap-4">
        {["Documents", "Tokens", "Threshold"].map((label) => (
          <Figure key={label} label={label} value={<Skeleton className="my-1 h-4 w-20" />} />
        ))}
      </dl>
      <p className="flex min-h-8 items-center pt-1.5 text-xs text-muted">
        of {formatCount(statistics.documents)} documents
      </p>
    </div>
  );
}

function ScorePart() {
  const uncounted = usePreview((preview) => preview.uncounted);
  const mixture = usePreview((preview) => preview.mixture);
  return (
    <div className="group/chart isolate">
      <header className="flex items-baseline gap-3 pb-1">
        <h2 className="text-sm font-semibold">Score</h2>
        <p className="min-w-0 flex-1 truncate text-xs text-muted">tokens by score, selected in the accent</p>
        <MixerChartMenu label="Score" draw={scoreChart} />
      </header>
      {uncounted && <p className="text-xs text-muted">Not counted yet.</p>}
      {mixture === null ? (
        !uncounted && <Skeleton className="h-[72px]" />
      ) : (
        <ScoreHistogram histogram={mixture.histogram} threshold={mixture.threshold} />
      )}
    </div>
  );
}
