"use client";

import { useMemo } from "react";
import { fitWarnings } from "@/components/campaigns/fit-warnings";
import { MODEL_LABELS } from "@/components/campaigns/campaign-text";
import { DependenceFigure } from "@/components/campaigns/dependence-figure";
import { errorCurves, wouldMoreHelp } from "@/components/campaigns/learning-curve.prepare";
import { ModelsTable } from "@/components/campaigns/models-table";
import { Notes } from "@/components/campaigns/notes";
import {
  drawPredictions,
  foretoldSentence,
  predictionPlace,
  predictionsChart,
  preparePredictions,
} from "@/components/campaigns/predictions.prepare";
import { targetText } from "@/components/campaigns/target-text";
import { CurveChart } from "@/components/charts/curve-chart";
import { FigureBlock } from "@/components/charts/figure-block";
import { ReadableDrawing } from "@/components/charts/readable-drawing";
import { formatPlural } from "@/components/ui/format";
import type { Optimum } from "@/core/campaign/first-optimum";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

interface FitFiguresProps {
  readonly campaign: CampaignDetail;
  readonly fit: CampaignFit;
  readonly optimum: Optimum;
}

/** Most ids that are named in a line. */
const MOST_NAMED = 12;

/** How well a fit foretells proxies it has not seen, whether more would help, and what each rater does. */
export function FitFigures({ campaign, fit, optimum }: FitFiguresProps) {
  const { answer, wishes, used, left } = fit;
  const warnings = fitWarnings(fit).map((message) => ({ kind: "warning" as const, message }));
  return (
    <div className="flex flex-col gap-5 border-t pt-4">
      <div className="flex flex-col gap-2">
        <p className="text-sm">
          Loss of {targetText(wishes.target)} by <strong>{MODEL_LABELS[answer.model]}</strong>, learnt from{" "}
          {formatPlural(used.length, "proxy", "proxies")} in {wishes.folds} folds.
        </p>
        {left.length > 0 && <p className="text-xs text-muted">{leftText(left)}</p>}
        <Notes label="Before it is believed" notes={warnings} />
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <div role="group" tabIndex={0} aria-label="Models" className="overflow-x-auto rounded-md border">
            <ModelsTable tried={answer.tried} />
          </div>
          <Curve campaign={campaign.summary.name} answer={answer} />
        </div>
        <Predictions campaign={campaign} fit={fit} />
      </div>
      {answer.explain !== undefined && (
        <DependenceFigure
          campaign={campaign.summary.name}
          answer={answer}
          columns={fit.columns}
          optimum={optimum}
        />
      )}
    </div>
  );
}

/** "Left out: 3 (its run failed), 7 (…) and 4 more" */
function leftText(left: CampaignFit["left"]): string {
  const named = left
    .slice(0, MOST_NAMED)
    .map(({ number, why }) => `${String(number)} (${why.replace(/\.$/, "")})`);
  const more = left.length > MOST_NAMED ? ` and ${String(left.length - MOST_NAMED)} more` : "";
  return `Left out by number: ${named.join(", ")}${more}.`;
}

const errorFormat = (error: number): string => error.toFixed(4);

function Curve({ campaign, answer }: { readonly campaign: string; readonly answer: CampaignFit["answer"] }) {
  const curves = useMemo(() => (answer.curve === undefined ? [] : errorCurves(answer.curve)), [answer]);
  if (answer.curve === undefined) return null;
  return (
    <div role="figure" aria-label="Error by number of proxies">
      <CurveChart
        names={[campaign, "Would more help"]}
        title={wouldMoreHelp(answer.curve)}
        curves={curves}
        xName="proxies learnt from"
        yName="error on proxies not seen (RMSE, and the ends of its 95 % interval)"
        format={errorFormat}
        height={180}
      />
    </div>
  );
}

const SIZE = 330;

function Predictions({ campaign, fit }: Omit<FitFiguresProps, "optimum">) {
  const { proxies, summary } = campaign;
  const predictions = useMemo(() => preparePredictions(fit, proxies), [fit, proxies]);
  const drawing = useMemo(() => drawPredictions(predictions, SIZE), [predictions]);
  if (predictions.length === 0) return null;
  const { validation } = fit.answer;
  return (
    <FigureBlock
      label="Predicted and measured"
      title={foretoldSentence(validation)}
      detail="Each proxy as a model predicts it that has not seen it; on the dashed line both are the same."
      chart={() => predictionsChart(summary.name, validation, predictions)}
    >
      <div style={{ maxWidth: SIZE }}>
        <ReadableDrawing
          label="Predicted by measured loss"
          drawing={drawing}
          hint="Point at a proxy, or walk with the arrow keys."
          sentence={(place) => predictionPlace(predictions, place)}
        />
      </div>
    </FigureBlock>
  );
}
