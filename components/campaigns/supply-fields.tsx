import { X } from "lucide-react";
import { MEANINGS } from "@/components/campaigns/meanings";
import { IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Help } from "@/components/ui/help";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import type { SupplyLimits } from "@/core/campaign/supply";
import { ownValue } from "@/core/own-value";
import type { DomainTotals } from "@/core/statistics";
import { without } from "@/core/without";

interface SupplyFieldsProps {
  readonly limits: SupplyLimits;
  readonly domains: readonly DomainTotals[];
  /** Whether shares of domains may be limited; a base recipe may set them itself. */
  readonly free: boolean;
  readonly onLimits: (limits: SupplyLimits) => void;
}

const NOTHING = "";
const MOST_PASSES = 1000;

/** What the target must be able to select by the weights that are looked for. */
export function SupplyFields({ limits, domains, free, onLimits }: SupplyFieldsProps) {
  const limited = domains.flatMap(({ domain }) => {
    const ends = ownValue(limits.domains, domain);
    return ends === undefined ? [] : [{ domain, ends }];
  });
  const others = domains.filter(({ domain }) => ownValue(limits.domains, domain) === undefined);
  const limit = (domain: string, ends: SupplyLimits["domains"][string]) =>
    onLimits({ ...limits, domains: { ...limits.domains, [domain]: ends } });
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="flex items-center gap-1 pb-1 text-xs font-medium">
        What the target selects <Help about="supply" text={MEANINGS.supply} />
      </legend>
      <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-5">
        <Field
          label="Limit a domain"
          hint={free ? "its share of the tokens" : "the base recipe sets the shares of domains"}
        >
          {(control) => (
            <Select
              {...control}
              value={NOTHING}
              disabled={!free}
              options={[
                { value: NOTHING, label: "Choose…" },
                ...others.map(({ domain }) => ({ value: domain, label: domain })),
              ]}
              onValue={(domain) => domain !== NOTHING && limit(domain, { min: 0.05, max: 1 })}
            />
          )}
        </Field>
        <Field label="Passes of the target" hint="at most; 0: any">
          {(control) => (
            <NumberField
              {...control}
              value={limits.passes ?? 0}
              min={0}
              max={MOST_PASSES}
              decimals={2}
              onCommit={(passes) => onLimits({ ...limits, passes: passes === 0 ? null : passes })}
            />
          )}
        </Field>
      </div>
      {limited.map(({ domain, ends }) => (
        <LimitRow
          key={domain}
          domain={domain}
          ends={ends}
          onEnds={(ends) => limit(domain, ends)}
          onFree={() => onLimits({ ...limits, domains: without(limits.domains, domain) })}
        />
      ))}
    </fieldset>
  );
}

interface LimitRowProps {
  readonly domain: string;
  readonly ends: SupplyLimits["domains"][string];
  readonly onEnds: (ends: SupplyLimits["domains"][string]) => void;
  readonly onFree: () => void;
}

function LimitRow({ domain, ends: { min, max }, onEnds, onFree }: LimitRowProps) {
  const end = (name: string, share: number, changed: (share: number) => LimitRowProps["ends"]) => (
    <NumberField
      aria-label={`${domain}, ${name}`}
      value={Number((share * 100).toFixed(2))}
      min={0}
      max={100}
      decimals={2}
      unit="%"
      className="w-22"
      onCommit={(percent) => onEnds(changed(Number((percent / 100).toFixed(4))))}
    />
  );
  return (
    <div className="flex max-w-md items-center gap-2 text-sm">
      <span className="min-w-0 flex-1 truncate" title={domain}>
        {domain}
      </span>
      {end("at least", min, (share) => ({ min: share, max: Math.max(share, max) }))}
      <span className="text-xs text-muted">to</span>
      {end("at most", max, (share) => ({ min: Math.min(share, min), max: share }))}
      <IconButton label={`Free ${domain}`} onClick={onFree}>
        <X />
      </IconButton>
    </div>
  );
}
