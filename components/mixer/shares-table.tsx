"use client";

import { DomainMark } from "@/components/charts/domain-mark";
import { NumberField } from "@/components/ui/number-field";
import { ownValue } from "@/core/own-value";
import type { DomainTotals } from "@/core/statistics";

type Shares = Readonly<Record<string, number>>;

interface SharesTableProps {
  readonly shares: Shares;
  readonly domains: readonly DomainTotals[];
  readonly onShares: (shares: Record<string, number>) => void;
}

/** A domain's share of the budget in percent; what is given to none stays unspent. */
export function SharesTable({ shares, domains, onShares }: SharesTableProps) {
  const sum = Object.values(shares).reduce((total, share) => total + share, 0);
  const corpus = domains.reduce((total, { tokens }) => total + tokens, 0);
  return (
    <table className="mt-2 w-full text-sm">
      <caption className="sr-only">Share of the budget by domain</caption>
      <thead>
        <tr className="eyebrow text-right">
          <th scope="col" className="text-left font-normal">
            Domain
          </th>
          <th scope="col" className="font-normal">
            corpus %
          </th>
          <th scope="col" className="w-24 font-normal">
            budget %
          </th>
        </tr>
      </thead>
      <tbody>
        {domains.map(({ domain, tokens }, code) => {
          const share = ownValue(shares, domain) ?? 0;
          return (
            <tr key={domain} className="h-7 text-right">
              <th scope="row" className="text-left font-normal">
                <DomainMark domain={domain} index={code} />
              </th>
              <td className="text-muted">{((tokens / Math.max(1, corpus)) * 100).toFixed(1)}</td>
              <td>
                <NumberField
                  aria-label={`Share of ${domain} in percent`}
                  value={Number((share * 100).toFixed(4))}
                  min={0}
                  max={Number(Math.max(0, (1 - sum + share) * 100).toFixed(4))}
                  step={1}
                  decimals={4}
                  onCommit={(percent) =>
                    onShares({ ...shares, [domain]: Number((percent / 100).toFixed(6)) })
                  }
                  className="w-20 [&_input]:h-6 pointer-coarse:[&_input]:h-10"
                />
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr className="h-7 border-t text-right text-xs text-muted">
          <th scope="row" className="text-left font-normal">
            {sum < 0.9995
              ? `${((1 - sum) * 100).toFixed(1)} % of the budget stays unspent`
              : "All of the budget"}
          </th>
          <td />
          <td className="pr-2">{(sum * 100).toFixed(1)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
