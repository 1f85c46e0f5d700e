import { DomainMark } from "@/components/charts/domain-mark";
import {
  epochsText,
  gpuHoursText,
  MANY_EPOCHS,
  preparePlanDomains,
} from "@/components/training/plan.prepare";
import { cx } from "@/components/ui/class-names";
import { formatBytes, formatCount, formatPercent, formatTokens } from "@/components/ui/format";
import { Figure } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { GPUS, type TrainingPlan } from "@/core/training-plan";

interface PlanPanelProps {
  readonly plan: TrainingPlan;
  readonly gpu: string;
  readonly onGpu: (gpu: string) => void;
}

const GPU_OPTIONS = GPUS.map(({ id, label }) => ({ value: id, label }));

/** What the training will take, before anything runs. */
export function PlanPanel({ plan, gpu, onGpu }: PlanPanelProps) {
  const cost = plan.gpus.find((entry) => entry.gpu.id === gpu);
  return (
    <div className="space-y-3">
      <dl className="grid grid-cols-3 gap-3">
        <Figure
          label="Tokens"
          value={formatTokens(plan.tokens)}
          detail={`${formatCount(plan.steps)} steps`}
        />
        <Figure
          label="Epochs"
          value={epochsText(plan.epochs)}
          detail={`${formatTokens(plan.passTokens)} a pass`}
        />
        <Figure
          label="Parameters"
          value={formatTokens(plan.parameters)}
          detail={`${formatBytes(plan.modelBytes)} float32`}
        />
      </dl>
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <span className="font-medium">{cost === undefined ? "" : gpuHoursText(cost.hours)}</span>
        <span className="text-muted">on</span>
        <Select
          aria-label="GPU of the estimate"
          value={gpu}
          options={GPU_OPTIONS}
          onValue={onGpu}
          className="w-32"
        />
        <span className="text-xs text-muted">
          at {formatPercent(plan.assumedMfu, 0)} of {cost?.gpu.peakTflops} TFLOP/s, assumed
        </span>
      </div>
      <EpochTable plan={plan} />
    </div>
  );
}

function EpochTable({ plan }: { readonly plan: TrainingPlan }) {
  const rows = preparePlanDomains(plan);
  return (
    <>
      <table className="w-full text-sm">
        <caption className="sr-only">Epochs by domain</caption>
        <thead>
          <tr className="eyebrow text-right">
            <th scope="col" className="text-left font-normal">
              Domain
            </th>
            <th scope="col" className="font-normal">
              selected
            </th>
            <th scope="col" className="font-normal">
              trained
            </th>
            <th scope="col" className="font-normal">
              %
            </th>
            <th scope="col" className="font-normal">
              epochs
            </th>
          </tr>
        </thead>
        <tbody className="divide-y border-y">
          {rows.map((row) => (
            <tr key={row.domain} className="h-7 text-right">
              <th scope="row" className="text-left font-normal">
                <DomainMark domain={row.domain} index={row.code} />
              </th>
              <td className="text-muted">{formatTokens(row.tokens)}</td>
              <td>{formatTokens(row.trainTokens)}</td>
              <td className="text-muted">{row.share.toFixed(1)}</td>
              <td className={cx(row.tooMany && "font-medium text-warning")}>{epochsText(row.epochs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.some(({ tooMany }) => tooMany) && (
        <p className="text-xs text-warning">
          More than {MANY_EPOCHS} epochs: beyond that, repeated text adds little. Select more or train on
          fewer tokens.
        </p>
      )}
    </>
  );
}
