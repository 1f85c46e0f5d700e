"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { comparedCsv, documentTokens, FATE_LABELS } from "@/components/corpus/version-comparison.prepare";
import { DataTable, type Column } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Panel } from "@/components/ui/page";
import { saveAsFile } from "@/components/ui/save-as-file";
import { Segmented } from "@/components/ui/segmented";
import { TextLink } from "@/components/ui/text-link";
import { FATES, type Fate } from "@/core/version-fate";
import type { ComparedDocument, VersionDiff } from "@/server/services/corpus/diff-tally";

interface VersionDocumentsProps {
  readonly corpusId: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly first: VersionDiff["first"];
  readonly totals: VersionDiff["totals"];
}

/** The first documents of each group, to be read in Browse or taken along as CSV. */
export function VersionDocuments({ corpusId, name, before, after, first, totals }: VersionDocumentsProps) {
  const [chosen, setChosen] = useState<Fate | null>(null);
  const fate = chosen ?? FATES.find((one) => totals[one].documents > 0) ?? "added";
  const rows = first[fate];
  const label = `${FATE_LABELS[fate]} documents`;
  const options = FATES.map((one) => ({
    value: one,
    label: `${FATE_LABELS[one]} ${formatCount(totals[one].documents)}`,
  }));
  const save = () => {
    const all = FATES.flatMap((one) => first[one].map((document) => ({ ...document, fate: one })));
    const blob = new Blob([comparedCsv(all)], { type: "text/csv;charset=utf-8" });
    saveAsFile(blob, `${name} ${before}-${after}.csv`);
  };
  return (
    <Panel
      title="Documents"
      aside={
        <Button onClick={save}>
          <Download aria-hidden className="size-3.5" /> CSV
        </Button>
      }
      flush
    >
      <div className="overflow-x-auto border-b px-3 py-2">
        <Segmented label="Which documents" value={fate} options={options} onValue={setChosen} />
      </div>
      {rows.length === 0 ? (
        <p className="px-3 py-3 text-sm text-muted">None.</p>
      ) : (
        <div tabIndex={0} role="region" aria-label={label} className="max-h-120 overflow-auto">
          <DataTable
            caption={label}
            columns={documentColumns({ corpusId, before, after }, fate)}
            rows={rows}
            rowKey={({ id }) => id}
          />
        </div>
      )}
      {totals[fate].documents > rows.length && (
        <p className="border-t px-3 py-2 text-xs text-muted">
          The first {formatCount(rows.length)} of {formatCount(totals[fate].documents)}, by id.
        </p>
      )}
    </Panel>
  );
}

function documentColumns(
  { corpusId, before, after }: Pick<VersionDocumentsProps, "corpusId" | "before" | "after">,
  fate: Fate,
): readonly Column<ComparedDocument>[] {
  const read = (version: number, ordinal: number) =>
    `/browse/${corpusId}?version=${version}&document=${ordinal}`;
  return [
    { id: "id", header: "Document", rowHeader: true, cell: ({ id }) => <MiddleCut text={id} /> },
    { id: "domain", header: "Domain", from: "sm", cell: ({ domain }) => <bdi>{domain}</bdi> },
    { id: "tokens", header: "Tokens", align: "right", cell: documentTokens },
    {
      id: "read",
      header: <span className="sr-only">Read</span>,
      align: "right",
      cell: ({ ordinalBefore, ordinalAfter }) => (
        <span className="inline-flex gap-3">
          {ordinalBefore !== null && fate !== "unchanged" && (
            <TextLink href={read(before, ordinalBefore)}>before</TextLink>
          )}
          {ordinalAfter !== null && <TextLink href={read(after, ordinalAfter)}>after</TextLink>}
        </span>
      ),
    },
  ];
}
