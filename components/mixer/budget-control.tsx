"use client";

import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { usePreview } from "@/components/mixer/preview-context";
import { formatPercent, formatTokens } from "@/components/ui/format";
import { NumberField } from "@/components/ui/number-field";
import { Segmented } from "@/components/ui/segmented";
import type { Budget } from "@/core/recipe";

const UNITS = [
  { value: "tokens", label: "tokens" },
  { value: "share", label: "%" },
] as const;

/** The budget in tokens ("30B", "1.2M") or in percent of the corpus, and how much of it the selection fills. */
export function BudgetControl() {
  const store = useMixerStore();
  const { statistics } = useMixerCorpus();
  const budget = useMixer((state) => state.recipe.budget);
  const edit = (next: Budget) => store.getState().edited({ ...store.getState().recipe, budget: next });
  const tokens = "tokens" in budget ? budget.tokens : Math.floor(budget.share * statistics.tokens);
  const share = "tokens" in budget ? budget.tokens / Math.max(1, statistics.tokens) : budget.share;
  return (
    <div role="group" aria-label="Budget" className="flex items-center gap-2">
      <span className="eyebrow">Budget</span>
      {"tokens" in budget ? (
        <NumberField
          aria-label="Budget in tokens"
          value={budget.tokens}
          onCommit={(next) => edit({ tokens: next })}
          min={1}
          max={Number.MAX_SAFE_INTEGER}
          step={stepOf(budget.tokens)}
          decimals={0}
          format={formatTokens}
          className="w-24"
        />
      ) : (
        <NumberField
          aria-label="Budget in percent of the corpus"
          value={Number((budget.share * 100).toFixed(6))}
          onCommit={(next) => edit({ share: Number((next / 100).toFixed(8)) })}
          min={0.000001}
          max={100}
          step={0.1}
          className="w-24"
        />
      )}
      <Segmented
        label="Unit of the budget"
        value={"tokens" in budget ? "tokens" : "share"}
        options={UNITS}
        onValue={(unit) =>
          edit(
            unit === "tokens"
              ? { tokens: Math.max(1, tokens) }
              : { share: Math.min(1, Number(share.toFixed(8))) },
          )
        }
      />
      <span className="w-16 text-xs text-muted">
        {"tokens" in budget ? `= ${formatPercent(share)}` : formatTokens(tokens)}
      </span>
      <Fill />
    </div>
  );
}

/** A hundredth of the power of ten below: 30 B moves by 0.1 B. */
const stepOf = (tokens: number): number =>
  Math.max(1, 10 ** Math.floor(Math.log10(Math.max(1, tokens))) / 100);

function Fill() {
  const fill = usePreview((preview) => preview.mixture?.fill ?? null);
  return (
    <span
      role="meter"
      aria-label="Share of the budget that is used"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={fill === null ? 0 : Math.round(fill * 1000) / 10}
      className="hidden w-24 items-center gap-2 text-xs text-muted xl:flex"
    >
      <span className="h-1 flex-1 overflow-hidden rounded-full bg-line-strong">
        <span
          className="block h-full w-full origin-left rounded-full bg-accent"
          style={{ transform: `scaleX(${(fill ?? 0).toFixed(4)})` }}
        />
      </span>
      {fill === null ? "" : formatPercent(fill, 0)}
    </span>
  );
}
