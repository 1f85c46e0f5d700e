import { drawScatter } from "@/components/charts/draw-scatter";
import type { PlacedDrawing } from "@/components/charts/placed-drawing";
import { formatLoss, signedTwo } from "@/components/campaigns/campaign-text";
import type { ExportedChart } from "@/core/exported-chart";
import type { FitAnswer } from "@/core/learning/fit-answer";
import type { ProxySummary } from "@/server/services/campaign/campaign-summary";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

/** A proxy that a fit learnt from, with what a model predicts that has not seen it. */
export interface Prediction {
  readonly number: number;
  readonly loss: number;
  readonly predicted: number;
}
type Predictions = readonly Prediction[];

/** Predictions beside the losses they are of, matched by id, by number of the proxy. */
export function preparePredictions(
  { answer, wishes }: Pick<CampaignFit, "answer" | "wishes">,
  proxies: readonly Pick<ProxySummary, "id" | "number" | "losses">[],
): Prediction[] {
  const byId = new Map(proxies.map((proxy) => [proxy.id, proxy]));
  return (answer.crossValidated ?? [])
    .flatMap(({ id, predicted }) => {
      const proxy = byId.get(id);
      const loss = proxy?.losses?.[wishes.target];
      return proxy === undefined || loss === undefined ? [] : [{ number: proxy.number, loss, predicted }];
    })
    .toSorted((a, b) => a.number - b.number);
}

/** How well the order of the losses is foretold, in words that do not claim more than the interval allows. */
export function foretoldSentence({ spearman, low, high }: FitAnswer["validation"]): string {
  if (spearman === null) return "It predicts the same loss for every proxy: there are too few to learn from";
  if (low.spearman === null || high.spearman === null || low.spearman <= 0)
    return "What it predicts may have nothing to do with what was measured";
  const figure = `${signedTwo(spearman)} (${signedTwo(low.spearman)} to ${signedTwo(high.spearman)})`;
  return `It foretells the order of proxies it has not seen: Spearman ${figure}`;
}

export const drawPredictions = (predictions: Predictions, size: number): PlacedDrawing =>
  drawScatter({
    points: predictions.map(({ loss, predicted }) => ({ x: loss, y: predicted })),
    xName: "measured loss",
    yName: "predicted loss",
    size,
    format: (value) => value.toFixed(3),
  });

/** A dot in words. */
export function predictionPlace(predictions: Predictions, place: number): string {
  const at = predictions[place];
  if (at === undefined) return "";
  const error = at.predicted - at.loss;
  const side = error < 0 ? "too low" : "too high";
  return `Proxy ${String(at.number)}: measured ${formatLoss(at.loss)}, predicted ${formatLoss(at.predicted)}, ${formatLoss(Math.abs(error))} ${side}.`;
}

export const predictionsChart = (
  campaign: string,
  validation: FitAnswer["validation"],
  predictions: Predictions,
): ExportedChart => ({
  title: foretoldSentence(validation),
  subtitle: "Loss of each proxy as a model predicts it that has not seen it, nats a token",
  names: [campaign, "Predicted and measured"],
  table: {
    columns: [
      { name: "proxy" },
      { name: "measured", unit: "nats a token" },
      { name: "predicted", unit: "nats a token" },
    ],
    rows: predictions.map(({ number, loss, predicted }) => [number, loss, predicted]),
  },
  drawing: drawPredictions(predictions, 420),
});
