import { DomainMark } from "@/components/charts/domain-mark";
import { prepareManifestDomains } from "@/components/selections/manifest-domains.prepare";
import { cx } from "@/components/ui/class-names";
import { formatCount, formatNumber, formatSigned, formatTokens } from "@/components/ui/format";
import type { SelectionManifest } from "@/core/selection-manifest";

/** Domains before and after, as the manifest says. */
export function ManifestDomains({ manifest }: { readonly manifest: Pick<SelectionManifest, "domains"> }) {
  const rows = prepareManifestDomains(manifest.domains);
  const ownThresholds = rows.some(({ threshold }) => threshold !== null);
  return (
    <div role="group" aria-label="Domains" tabIndex={0} className="-mx-3 mt-3 overflow-x-auto border-t">
      <table className="w-full min-w-[480px] text-sm">
        <caption className="sr-only">Domains before and after selecting</caption>
        <thead>
          <tr className="eyebrow h-8 text-right">
            <th scope="col" className="pl-3 text-left font-normal">
              Domain
            </th>
            <th scope="col" className="font-normal">
              documents
            </th>
            <th scope="col" className="font-normal">
              tokens
            </th>
            <th scope="col" className="font-normal">
              before %
            </th>
            <th scope="col" className="font-normal">
              after %
            </th>
            <th scope="col" className={cx("font-normal", !ownThresholds && "pr-3")}>
              change
            </th>
            {ownThresholds && (
              <th scope="col" className="pr-3 font-normal">
                threshold
              </th>
            )}
          </tr>
        </thead>
        <tbody className="divide-y border-t">
          {rows.map((row) => (
            <tr key={row.domain} className="h-8 text-right">
              <th scope="row" className="pl-3 text-left font-normal">
                <DomainMark domain={row.domain} index={row.code} />
              </th>
              <td>{formatCount(row.documents)}</td>
              <td>{formatTokens(row.tokens)}</td>
              <td className="text-muted">{row.before.toFixed(1)}</td>
              <td className="font-medium">{row.after.toFixed(1)}</td>
              <td
                className={cx(
                  !ownThresholds && "pr-3",
                  Math.abs(row.delta) < 0.05 ? "text-faint" : row.delta > 0 ? "text-gained" : "text-lost",
                )}
              >
                {formatSigned(row.delta)}
              </td>
              {ownThresholds && (
                <td className="pr-3">{row.threshold === null ? "none in" : formatNumber(row.threshold)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
