import { placeBars } from "@/components/charts/signed-bars.prepare";
import { cx } from "@/components/ui/class-names";

export interface SignedBar {
  readonly key: string;
  readonly name: string;
  /** Null where there is none. */
  readonly value: number | null;
  /** The value as it is written. */
  readonly text: string;
}

interface SignedBarsProps {
  /** What the bars show, in words. */
  readonly label: string;
  readonly bars: readonly SignedBar[];
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** Bars to either side of 0 with their numbers, in the order given. */
export function SignedBars({ label, bars }: SignedBarsProps) {
  const { zero, bars: places } = placeBars(bars.map(({ value }) => value));
  return (
    <table className="w-full table-fixed border-collapse text-xs">
      <caption className="sr-only">{label}</caption>
      <colgroup>
        <col className="w-30" />
        <col />
        <col className="w-14" />
      </colgroup>
      <tbody>
        {bars.map(({ key, name, value, text }, index) => {
          const place = places[index] ?? null;
          return (
            <tr key={key} className="h-5">
              <th scope="row" title={name} className="truncate pr-2 text-left font-normal text-muted">
                {name}
              </th>
              <td aria-hidden>
                <span className="relative block h-3">
                  {place !== null && (
                    <span
                      className={cx(
                        "absolute inset-y-0.5 min-w-px",
                        (value ?? 0) < 0 ? "rounded-l-[2px] bg-lost" : "rounded-r-[2px] bg-accent",
                      )}
                      style={{ left: percent(place.left), width: percent(place.width) }}
                    />
                  )}
                  <span className="absolute -inset-y-1 w-px bg-line-strong" style={{ left: percent(zero) }} />
                </span>
              </td>
              <td className={cx("text-right", value === null && "text-faint")}>{text}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
