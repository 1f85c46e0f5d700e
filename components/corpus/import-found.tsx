import { FirstRows } from "@/components/corpus/import-first-rows";
import { ErrorState } from "@/components/ui/error-state";
import { formatBytes, formatCount, formatPlural } from "@/components/ui/format";
import { Figure } from "@/components/ui/page";
import type { SourceInspection } from "@/server/services/corpus/inspect-source";

const SHOWN_DOMAINS = 8;
const FROM = { folders: "by folder", column: "in the first rows", names: "in the first rows" } as const;

function domainText({ names, count }: SourceInspection["domains"]): string {
  const more = count > SHOWN_DOMAINS ? ` and ${formatCount(count - SHOWN_DOMAINS)} more` : "";
  return `${names.slice(0, SHOWN_DOMAINS).join(", ")}${more}`;
}

/** Whether the first rows would be documents, and why the others would not. */
function Trial({ inspection }: { readonly inspection: SourceInspection }) {
  const { accepted, rejected, reasons } = inspection.trial;
  if (rejected === 0) return null;
  return (
    <div role="status" className="rounded-md bg-warning-soft px-3 py-2 text-sm">
      <p className="font-medium">
        {formatCount(rejected)} of the {formatCount(accepted + rejected)} rows looked at would be rejected
      </p>
      <ul className="text-muted">
        {reasons.map(({ reason, rows, first }) => (
          <li key={reason} className="break-words">
            <bdi>{reason}</bdi>: {formatPlural(rows, "row")}, first{" "}
            <bdi className="font-mono text-xs">{first}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What lies at a place: files, domains, the first rows, and what of them would not be read. */
export function ImportFound({ inspection }: { readonly inspection: SourceInspection }) {
  const { files, domains, faults } = inspection;
  const formats = files.formats.map(({ format, files: count }) => `${formatCount(count)} .${format}`);
  return (
    <section aria-label="What was found" className="flex flex-col gap-3">
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Figure
          label="Files"
          value={`${files.complete ? "" : "over "}${formatCount(files.count)}`}
          detail={formats.join(", ")}
        />
        <Figure
          label="Size"
          value={formatBytes(files.bytes)}
          detail={files.complete ? "on disk" : "of those counted"}
        />
        <div className="col-span-2 min-w-0">
          <dt className="eyebrow">Domains, {FROM[domains.from]}</dt>
          <dd className="truncate text-lg font-semibold tracking-tight">{formatCount(domains.count)}</dd>
          <dd className="truncate text-xs text-muted" title={domains.names.join(", ")}>
            <bdi>{domainText(domains)}</bdi>
          </dd>
        </div>
      </dl>
      {files.unread > 0 && (
        <p className="text-xs text-muted">
          {formatPlural(files.unread, "file")} beside the domain folders will not be read.
        </p>
      )}
      {faults.map((fault) => (
        <ErrorState key={fault} error={new Error(fault)} />
      ))}
      <FirstRows inspection={inspection} />
      <Trial inspection={inspection} />
    </section>
  );
}
