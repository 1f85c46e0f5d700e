"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { ProblemsTable } from "@/components/table/problems-table";
import { formatCount, formatPlural } from "@/components/ui/format";
import { ReadFileDialog } from "@/components/ui/read-file-dialog";
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
  const send = useMutation(trpc.campaign.importLosses.mutationOptions());
  return (
    <ReadFileDialog
      title="Read losses in"
      description="Measured elsewhere, on selections of this campaign. What was measured here is never overwritten."
      hint="CSV: the first column holds the id of a proxy, of its run, or its number; “validation”, “loss” and “domain:…” hold losses."
      accept=".csv,text/csv"
      mostBytes={MOST_BYTES}
      read={async (file) => send.mutateAsync({ id: campaignId, csv: await file.text(), file: file.name })}
      onRead={() => client.invalidateQueries({ queryKey: trpc.campaign.pathKey() })}
      outcome={(imported) => <Outcome imported={imported} />}
      onClose={onClose}
    />
  );
}

const Outcome = ({ imported: { added, known, problems } }: { readonly imported: ImportedLosses }) => (
  <section aria-label="What was read" className="flex flex-col gap-2">
    <p role="status" className="text-sm">
      {formatPlural(added, "loss", "losses")} added, {formatCount(known)} there already
      {problems.length === 0 ? "." : `, ${formatPlural(problems.length, "problem")}.`}
    </p>
    {problems.length > 0 && <ProblemsTable problems={problems} />}
  </section>
);
