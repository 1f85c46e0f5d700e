import type { WeightPair } from "@/components/campaigns/best-weights.prepare";
import { formatSigned } from "@/components/ui/format";

interface WeightPairsProps {
  readonly pairs: readonly WeightPair[];
  /** What the grey bars are, in words. */
  readonly rival: string;
}

const percent = (share: number): string => (share * 100).toFixed(1);

/** Two vectors as a pair of bars a rater, with their numbers. */
export function WeightPairs({ pairs, rival }: WeightPairsProps) {
  const most = Math.max(1e-9, ...pairs.flatMap(({ learned, rival: other }) => [learned, other]));
  return (
    <table className="w-full text-xs">
      <caption className="sr-only">Learned weights beside {rival}, in % of the weight</caption>
      <thead>
        <tr className="text-2xs text-muted">
          <th scope="col" className="text-left font-normal">
            Rater
          </th>
          <th scope="col">
            <span className="sr-only">Bars</span>
          </th>
          <th scope="col" className="pl-2 text-right font-normal">
            learned
          </th>
          <th scope="col" className="pl-2 text-right font-normal">
            other
          </th>
          <th scope="col" className="pl-2 text-right font-normal">
            difference
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ label, learned, rival: other }) => (
          <tr key={label} className="h-5.5">
            <th scope="row" className="max-w-36 truncate pr-2 text-left font-normal">
              {label}
            </th>
            <td aria-hidden className="w-1/2 min-w-20 px-1">
              <span className="flex flex-col gap-px">
                <span
                  className="block h-1.5 rounded-[1px] bg-accent"
                  style={{ width: `${String((learned / most) * 100)}%` }}
                />
                <span
                  className="block h-1.5 rounded-[1px] bg-before"
                  style={{ width: `${String((other / most) * 100)}%` }}
                />
              </span>
            </td>
            <td className="pl-2 text-right font-medium">{percent(learned)}</td>
            <td className="pl-2 text-right text-muted">{percent(other)}</td>
            <td className="pl-2 text-right">{formatSigned((learned - other) * 100)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
