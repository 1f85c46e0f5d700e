import { MEANINGS } from "@/components/campaigns/meanings";
import { SupplyFields } from "@/components/campaigns/supply-fields";
import { Field } from "@/components/ui/field";
import { formatCount } from "@/components/ui/format";
import { NumberField } from "@/components/ui/number-field";
import { NO_LIMITS, type SupplyLimits } from "@/core/campaign/supply";
import type { DomainTotals } from "@/core/statistics";

/** What a fit looks for, beside what it learns. */
export interface SearchWishes {
  /** Greatest share of the weight that may be moved away from the base recipe's, 0 to 1; 1: any. */
  readonly radius: number;
  /** Loss that moving all weight away costs. */
  readonly penalty: number;
  readonly candidates: number;
  /** Proxies to propose. */
  readonly next: number;
  readonly seed: number;
  readonly supply: SupplyLimits;
}

export const FIRST_WISHES: SearchWishes = {
  ...{ radius: 1, penalty: 0, candidates: 1_000_000, next: 8, seed: 0, supply: NO_LIMITS },
};

interface SearchFieldsProps {
  readonly wishes: SearchWishes;
  /** Of the corpus. */
  readonly domains: readonly DomainTotals[];
  /** Whether the base recipe leaves the shares of domains to the weights. */
  readonly free: boolean;
  readonly onWishes: (wishes: SearchWishes) => void;
}

const FIELDS = [
  {
    key: "penalty",
    label: "Price of distance",
    hint: "loss that moving all weight costs",
    decimals: 6,
    max: 100,
    min: 0,
  },
  {
    key: "candidates",
    label: "Candidates",
    hint: "the authors tried 1,000,000",
    decimals: 0,
    max: 1e7,
    min: 1000,
  },
  { key: "next", label: "Proxies to propose", hint: "for the next round", decimals: 0, max: 64, min: 0 },
  { key: "seed", label: "Seed", hint: "of folds and candidates", decimals: 0, max: 4_294_967_295, min: 0 },
] as const;

/** How far from the base recipe weights are looked for, and how hard. */
export const SearchFields = ({ wishes, domains, free, onWishes }: SearchFieldsProps) => (
  <details>
    <summary className="w-fit rounded-sm text-xs text-muted hover:text-ink">Search for weights</summary>
    <div className="grid grid-cols-2 gap-3 pt-2 sm:grid-cols-5">
      <Field label="Away from the base" hint="at most, of all weight" meaning={MEANINGS.prior}>
        {(control) => (
          <NumberField
            {...control}
            value={Number((wishes.radius * 100).toFixed(2))}
            min={0.01}
            max={100}
            decimals={2}
            unit="%"
            onCommit={(percent) => onWishes({ ...wishes, radius: percent / 100 })}
          />
        )}
      </Field>
      {FIELDS.map(({ key, label, hint, ...bounds }) => (
        <Field key={key} label={label} hint={hint}>
          {(control) => (
            <NumberField
              {...control}
              {...bounds}
              value={wishes[key]}
              {...(key === "candidates" ? { format: formatCount } : {})}
              step={key === "candidates" ? 1000 : key === "penalty" ? 0.01 : 1}
              onCommit={(value) => onWishes({ ...wishes, [key]: value })}
            />
          )}
        </Field>
      ))}
    </div>
    <div className="pt-3">
      <SupplyFields
        limits={wishes.supply}
        domains={domains}
        free={free}
        onLimits={(supply) => onWishes({ ...wishes, supply })}
      />
    </div>
  </details>
);
