"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { DataTable, type Column } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { formatBytes, formatCount, formatPlural } from "@/components/ui/format";
import { FIELD_CLASSES } from "@/components/ui/input";
import type { LossProblem } from "@/core/campaign/read-losses";
import type { ImportedLosses } from "@/server/services/campaign/import-losses";

interface ReadLossesDialogProps {
  readonly campaignId: string;
  readonly onClose: () => void;
}

/** As the server takes. */
const MOST_BYTES = 16 * 1024 ** 2;

/** Reads losses that were measured elsewhere and says what became of each. */
export function ReadLossesDialog({ campaignId, onClose }: ReadLossesDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const send = useMutation(trpc.campaign.importLosses.mutationOptions());
  const read = useMutation({
    mutationFn: async (chosen: File) =>
      send.mutateAsync({ id: campaignId, csv: await chosen.text(), file: chosen.name }),
    onSuccess: () => client.invalidateQueries({ queryKey: trpc.campaign.pathKey() }),
  });
  const isLarge = file !== null && file.size > MOST_BYTES;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Read losses in"
      description="Measured elsewhere, on selections of this campaign. What was measured here is never overwritten."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            busy={read.isPending}
            disabled={file === null || isLarge}
            onClick={() => file !== null && read.mutate(file)}
          >
            Read it
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field
          label="File"
          hint="CSV: the first column holds the id of a proxy, of its run, or its number; “validation”, “loss” and “domain:…” hold losses."
          fault={
            isLarge ? `The file has ${formatBytes(file.size)}, ${formatBytes(MOST_BYTES)} are read.` : null
          }
        >
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,text/csv"
              className={`${FIELD_CLASSES} h-auto py-1`}
              onChange={({ target }) => {
                setFile(target.files?.[0] ?? null);
                read.reset();
              }}
            />
          )}
        </Field>
        {read.error !== null && <ErrorState error={read.error} />}
        {read.data !== undefined && <Outcome imported={read.data} />}
      </div>
    </Dialog>
  );
}

const Outcome = ({ imported: { added, known, problems } }: { readonly imported: ImportedLosses }) => (
  <section aria-label="What was read" className="flex flex-col gap-2">
    <p role="status" className="text-sm">
      {formatPlural(added, "loss", "losses")} added, {formatCount(known)} there already
      {problems.length === 0 ? "." : `, ${formatPlural(problems.length, "problem")}.`}
    </p>
    {problems.length > 0 && (
      <div
        role="group"
        tabIndex={0}
        aria-label="Not read"
        className="max-h-64 overflow-auto rounded-md border"
      >
        <DataTable
          caption="What was not read, and why"
          columns={PROBLEMS}
          rows={problems}
          rowKey={(_, at) => String(at)}
        />
      </div>
    )}
  </section>
);

const PROBLEMS: readonly Column<LossProblem>[] = [
  { id: "where", header: "Where", cell: ({ where }) => where },
  {
    id: "reason",
    header: "Why",
    rowHeader: true,
    cell: ({ reason }) => <span className="block py-1 break-words whitespace-normal">{reason}</span>,
  },
];
