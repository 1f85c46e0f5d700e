import { DomainMark } from "@/components/charts/domain-mark";
import { SIDE_LOOKS } from "@/components/compare/changed.prepare";
import { formatCount } from "@/components/ui/format";
import type { PairFigures, Side } from "@/core/comparison/changes";

interface SideDomainsProps {
  readonly pair: PairFigures;
  readonly side: Side;
  /** Names in the order of the figures. */
  readonly domains: readonly string[];
}

/** Documents gained, lost and kept by domain; the side in question is marked. */
export const SideDomains = ({ pair, side, domains }: SideDomainsProps) => {
  const rows = domains
    .map((domain, code) => ({
      domain,
      code,
      of: (which: Side) => pair.sides[which].domains[code]?.documents ?? 0,
    }))
    .toSorted((a, b) => b.of(side) - a.of(side));
  const sides = ["gained", "lost", "kept"] as const;
  return (
    <table className="w-full text-xs">
      <caption className="pb-1 text-left text-sm font-semibold">By domain</caption>
      <thead>
        <tr className="eyebrow h-6">
          <th scope="col" className="text-left font-normal">
            domain
          </th>
          {sides.map((which) => (
            <th
              key={which}
              scope="col"
              className={`pl-4 text-right ${which === side ? "text-ink" : "font-normal"}`}
            >
              {which}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y border-t">
        {rows.map(({ domain, code, of }) => (
          <tr key={domain} className="h-6">
            <th scope="row" className="max-w-0 w-full text-left font-normal">
              <DomainMark domain={domain} index={code} />
            </th>
            {sides.map((which) => {
              const count = of(which);
              const { sign, text } = SIDE_LOOKS[which];
              return (
                <td
                  key={which}
                  className={`pl-4 text-right whitespace-nowrap ${count === 0 ? "text-faint" : text}`}
                >
                  {count === 0 || which === "kept" ? formatCount(count) : `${sign}${formatCount(count)}`}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
