"use client";

import { useMemo } from "react";
import { CurveChart } from "@/components/charts/curve-chart";
import { LOSS_UNIT, lossCurves, lossSentence } from "@/components/runs/loss-curves.prepare";
import type { RunStreamState } from "@/components/runs/run-stream";
import { Panel } from "@/components/ui/page";

const LINKS: Readonly<Record<RunStreamState["link"], string>> = {
  connecting: "connecting",
  live: "live",
  over: "complete",
  lost: "connection lost; reload the page to follow the run again",
};

/** Two decimals: what the axis and the names at the ends of the curves have room for. */
const axisLoss = (loss: number): string => loss.toFixed(2);

interface LossPanelProps {
  /** Name of the run. */
  readonly of: string;
  readonly stream: RunStreamState;
  readonly totalSteps: number;
  /** Whether points may still come. */
  readonly open: boolean;
}

/** Both loss curves, drawn while the run goes along. */
export function LossPanel({ of, stream, totalSteps, open }: LossPanelProps) {
  const { train, validation, resumptions } = stream.curves;
  const curves = useMemo(() => lossCurves({ train, validation }), [train, validation]);
  const marks = useMemo(
    () => resumptions.map(({ attempt, step }) => ({ x: step, label: `attempt ${String(attempt)}` })),
    [resumptions],
  );
  return (
    <Panel title="Loss" aside={<span className="text-xs text-muted">{LINKS[stream.link]}</span>}>
      <div role="figure" aria-label="Loss">
        {open || train.length > 0 || validation.length > 0 ? (
          <CurveChart
            names={[of, "Loss"]}
            title={lossSentence({ train, validation })}
            curves={curves}
            xName="step"
            yName={LOSS_UNIT}
            format={axisLoss}
            xEnd={totalSteps}
            marks={marks}
          />
        ) : (
          <p className="text-sm text-muted">The run ended before its first step.</p>
        )}
      </div>
    </Panel>
  );
}
