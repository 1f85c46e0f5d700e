"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { drawReliability } from "@/components/charts/draw-reliability";
import { ReadableDrawing } from "@/components/charts/readable-drawing";
import { estimateText, twoDecimals, wholePercent } from "@/components/review/estimate-text";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatPercent, formatPlural } from "@/components/ui/format";
import { Figure, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { raterOf } from "@/core/raters";
import type { Calibration } from "@/core/review/calibration";
import type { SessionSummary } from "@/server/services/review/session-summary";

/** How far the probabilities of classifiers can be believed; nothing for a session that asks for no levels. */
export function CalibrationPanel({ session }: { readonly session: SessionSummary }) {
  const asked = session.settings.questions.some(({ kind }) => kind === "level");
  const found = useQuery(useTRPC().review.calibration.queryOptions({ id: session.id }, { enabled: asked }));
  if (!asked) return null;
  return (
    <Panel
      title="How far classifiers know their own certainty"
      aside={
        <Button variant="quiet" busy={found.isFetching} onClick={() => void found.refetch()}>
          Count again
        </Button>
      }
    >
      {found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <SkeletonRows rows={4} />
      ) : (
        <div className="grid gap-6 lg:grid-cols-2">
          {found.data.map(({ rater, calibration }) => (
            <section
              key={rater}
              aria-label={`Calibration of ${raterOf(rater).label}`}
              className="flex min-w-0 flex-col gap-2"
            >
              <h3 className="text-sm font-semibold">{raterOf(rater).label}</h3>
              {calibration === null ? (
                <p className="text-sm text-muted">
                  No document has both a level of people and what the classifier says of each level.
                </p>
              ) : (
                <Calibrated label={raterOf(rater).label} calibration={calibration} />
              )}
            </section>
          ))}
        </div>
      )}
    </Panel>
  );
}

const SIZE = 240;

interface CalibratedProps {
  readonly label: string;
  readonly calibration: Calibration;
}

function Calibrated({ label, calibration }: CalibratedProps) {
  const { bins, documents, error, temperature, nll, nllAtTemperature, errorAtTemperature } = calibration;
  return (
    <div className="flex flex-wrap gap-4">
      <div className="min-w-0" style={{ width: SIZE }}>
        <ReadableDrawing
          label={`${label}: how often its likeliest level is that of people, by how sure it is`}
          drawing={drawReliability({
            points: bins.map(({ confidence, right }) => ({ said: confidence, true: right })),
            size: SIZE,
            caption: "share right, by how sure in %",
          })}
          hint="Below the dashed line it is surer than it should be."
          sentence={(place) => sentenceOf(calibration, place)}
        />
      </div>
      <dl className="grid min-w-52 flex-1 content-start gap-3 whitespace-nowrap">
        <Figure
          label="Calibration error (95 %)"
          value={estimateText(error, wholePercent)}
          detail={formatPlural(documents, "document")}
        />
        <Figure
          label="Best temperature"
          value={twoDecimals(temperature)}
          detail={temperature > 1 ? "surer than it should be" : "less sure than it could be"}
        />
        <Figure
          label="Error at that temperature"
          value={wholePercent(errorAtTemperature)}
          detail={`log loss ${twoDecimals(nll)} to ${twoDecimals(nllAtTemperature)} nats`}
        />
      </dl>
    </div>
  );
}

function sentenceOf({ bins }: Calibration, place: number): string {
  const bin = bins[place];
  if (bin === undefined) return "";
  return `${formatPlural(bin.documents, "document")}: ${formatPercent(bin.confidence, 0)} sure, ${formatPercent(bin.right, 0)} right.`;
}
