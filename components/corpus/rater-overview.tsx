import { ChartMenu } from "@/components/charts/chart-menu";
import { RaterCard } from "@/components/corpus/rater-card";
import { ratersChart } from "@/components/corpus/raters-chart";
import { FAMILY_LABELS, ratersOf } from "@/components/ui/family-label";
import { Panel } from "@/components/ui/page";
import { FAMILIES } from "@/core/raters";
import type { CorpusOverview } from "@/server/services/corpus/overview";

interface RaterOverviewProps {
  /** The corpus and its version. */
  readonly of: string;
  readonly statistics: CorpusOverview["statistics"];
  readonly note: string;
}

/** What each of the 25 raters says of the corpus, family by family. */
export const RaterOverview = ({ of, statistics, note }: RaterOverviewProps) => (
  <Panel
    title="25 raters"
    aside={
      <>
        <ChartMenu label="25 raters" chart={() => ratersChart(of, statistics.raters)} />
        <span className="text-xs text-muted">distribution over documents, 1st to 99th percentile</span>
      </>
    }
    className="group/chart"
  >
    <div className="flex flex-col gap-4">
      {note !== "" && <p className="max-w-prose text-xs text-muted">{note}</p>}
      {FAMILIES.map((family) => (
        <section key={family} aria-label={FAMILY_LABELS[family]}>
          <h3 className="eyebrow pb-1.5">{FAMILY_LABELS[family]}</h3>
          <ul className="grid grid-cols-2 gap-x-5 gap-y-4 sm:grid-cols-3 md:grid-cols-4 lg:grid-cols-6">
            {ratersOf(family).map((rater) => (
              <RaterCard
                key={rater.id}
                rater={rater}
                statistics={statistics.raters[rater.id]}
                documents={statistics.documents}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  </Panel>
);
