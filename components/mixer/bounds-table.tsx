"use client";

import { DomainMark } from "@/components/charts/domain-mark";
import { NumberField } from "@/components/ui/number-field";
import { ownValue } from "@/core/own-value";
import { leastLeft, withBound, type Bounds } from "@/core/recipe-constraints";
import type { DomainTotals } from "@/core/statistics";

interface BoundsTableProps {
  readonly bounds: Bounds;
  readonly domains: readonly DomainTotals[];
  readonly onBounds: (bounds: Bounds) => void;
}

const toPercent = (share: number): number => Number((share * 100).toFixed(4));
const toShare = (percent: number): number => Number((percent / 100).toFixed(6));

/** The least and the greatest share of the budget of each domain in percent; 0 and 100 bind nothing. */
export function BoundsTable({ bounds, domains, onBounds }: BoundsTableProps) {
  const field = (domain: string, end: "min" | "max") => {
    const { min = 0, max = 1 } = ownValue(bounds, domain) ?? {};
    return (
      <NumberField
        aria-label={`${end === "min" ? "Least" : "Greatest"} share of ${domain} in percent`}
        value={toPercent(end === "min" ? min : max)}
        min={end === "min" ? 0 : toPercent(min)}
        max={end === "min" ? toPercent(Math.min(max, leastLeft(bounds, domain))) : 100}
        step={1}
        decimals={4}
        onCommit={(percent) => onBounds(withBound(bounds, domain, { min, max, [end]: toShare(percent) }))}
        className="w-20 [&_input]:h-6 pointer-coarse:[&_input]:h-10"
      />
    );
  };
  return (
    <table className="mt-2 w-full text-sm">
      <caption className="sr-only">Least and greatest share of the budget by domain</caption>
      <thead>
        <tr className="eyebrow text-right">
          <th scope="col" className="text-left font-normal">
            Domain
          </th>
          <th scope="col" className="w-24 font-normal">
            at least %
          </th>
          <th scope="col" className="w-24 font-normal">
            at most %
          </th>
        </tr>
      </thead>
      <tbody>
        {domains.map(({ domain }, code) => (
          <tr key={domain} className="h-7 text-right">
            <th scope="row" className="text-left font-normal">
              <DomainMark domain={domain} index={code} />
            </th>
            <td>{field(domain, "min")}</td>
            <td>{field(domain, "max")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
