import { CountMatrix } from "@/components/review/count-matrix";
import { hasInclusion } from "@/components/review/sampling-text";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatCount, formatPercent, formatPlural } from "@/components/ui/format";
import { Figure, Panel } from "@/components/ui/page";
import type { PartAgreement, QuestionAgreement } from "@/core/review/session-agreement";
import type { SessionSummary } from "@/server/services/review/session-summary";

interface AgreementPanelProps {
  readonly question: QuestionAgreement;
  readonly session: SessionSummary;
}

const figure = (value: number | null): string => (value === null ? "–" : value.toFixed(3).replace("-", "−"));

/** How far reviewers agree on one question. */
export const AgreementPanel = ({ question, session }: AgreementPanelProps) => {
  const { figures, level } = question;
  const { alpha, low, high, emptyDraws } = figures;
  // Categories without an order have no distance.
  const weights = level === "nominal" ? "unweighted" : "quadratic";
  return (
    <Panel
      title={question.label}
      aside={
        <span className="text-xs text-muted">
          {hasInclusion(session.settings.sampling)
            ? "unweighted, over the documents answered"
            : "these documents only"}
        </span>
      }
    >
      {figures.pairableUnits === 0 ? (
        <p className="text-sm text-muted">
          Agreement shows as soon as a document has two answers. {formatPlural(figures.ratings, "answer")} so
          far.
        </p>
      ) : (
        <div className="flex flex-col gap-4">
          <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
            <Figure
              label={`Krippendorff's α, ${level}`}
              value={figure(alpha)}
              detail={
                alpha === null
                  ? "nothing could have disagreed"
                  : `95 % ${figure(low)} to ${figure(high)}${emptyDraws > 0 ? `, ${formatCount(emptyDraws)} draws say nothing` : ""}`
              }
            />
            <Figure
              label="Raw agreement"
              value={figures.rawAgreement === null ? "–" : formatPercent(figures.rawAgreement)}
              detail={`of pairs, ${formatPlural(figures.pairableUnits, "document")}`}
            />
            <Figure
              label="Fleiss' κ"
              value={figure(figures.fleissKappa)}
              detail="equally many answers only"
            />
            <Figure
              label={`Cohen's κ, ${weights}`}
              value={figure(figures.cohenKappa?.[weights] ?? null)}
              detail="two reviewers only"
            />
          </dl>
          <div className="grid gap-4 lg:grid-cols-2">
            <CountMatrix
              caption="Pairs of answers to one document"
              labels={question.choices}
              count={(a, b) => question.pairs[Math.min(a, b)]?.[Math.max(a, b)] ?? 0}
              given={question.counts}
            />
            <div
              role="group"
              tabIndex={0}
              aria-label="Agreement by domain and reviewer"
              className="flex min-w-0 flex-col gap-3 overflow-x-auto"
            >
              <DataTable
                caption="Agreement by domain"
                columns={partColumns("Domain")}
                rows={question.domains}
                rowKey={({ name }) => name}
              />
              <DataTable
                caption="Agreement by reviewer"
                columns={partColumns("Reviewer with the others")}
                rows={question.reviewers}
                rowKey={({ name }) => name}
              />
            </div>
          </div>
        </div>
      )}
    </Panel>
  );
};

const partColumns = (header: string): readonly Column<PartAgreement>[] => [
  { id: "name", header, rowHeader: true, cell: ({ name }) => <bdi>{name}</bdi> },
  { id: "ratings", header: "Answers", align: "right", cell: ({ ratings }) => formatCount(ratings) },
  { id: "alpha", header: "α", align: "right", cell: ({ alpha }) => figure(alpha) },
  {
    id: "raw",
    header: "Raw",
    align: "right",
    cell: ({ rawAgreement }) => (rawAgreement === null ? "–" : formatPercent(rawAgreement)),
  },
];
