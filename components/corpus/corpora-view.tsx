"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { CorporaArchived } from "@/components/corpus/corpora-archived";
import { CorporaDisk } from "@/components/corpus/corpora-disk";
import { CorporaTable } from "@/components/corpus/corpora-table";
import { ImportDialog } from "@/components/corpus/import-dialog";
import { SynthesiseDialog } from "@/components/corpus/synthesise-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { useKeys } from "@/components/ui/keys";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";

/** All corpora; `?import=1` and `?synthesise=1` open their forms, so that a link can. */
export function CorporaView() {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const corpora = useQuery(useTRPC().corpus.list.queryOptions());
  const importing = search.get("import") !== null;
  const show = (form: "import" | "synthesise", open: boolean) =>
    router.replace(open ? `${pathname}?${form}=1` : pathname, { scroll: false });
  const setImporting = (open: boolean) => show("import", open);
  useKeys("Corpora", [{ keys: "i", label: "Import a corpus", run: () => setImporting(true) }]);
  const importButton = (
    <ActButton verb="import a corpus" variant="primary" onClick={() => setImporting(true)}>
      <Plus aria-hidden className="size-3.5" /> Import a corpus
    </ActButton>
  );
  return (
    <Page>
      <PageHeader
        title="Corpora"
        detail="Annotated documents: text, domain, tokens and the scores of 25 raters."
        actions={
          <>
            <ActButton verb="make a synthetic corpus" onClick={() => show("synthesise", true)}>
              Make a synthetic corpus…
            </ActButton>
            {importButton}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <Panel flush>
          {corpora.isPending ? (
            <SkeletonRows rows={3} className="h-9" />
          ) : corpora.isError ? (
            <ErrorState error={corpora.error} onRetry={() => void corpora.refetch()} className="m-3" />
          ) : corpora.data.length === 0 ? (
            <EmptyState title="No corpus yet" action={importButton}>
              Import a folder of JSONL files in the layout of SlimPajama-Meta-rater: a folder a domain, one
              document a line, 22 rater fields beside the text. The demo corpus appears here by itself once it
              is built.
            </EmptyState>
          ) : (
            <CorporaTable corpora={corpora.data} />
          )}
        </Panel>
        <CorporaArchived />
        <CorporaDisk />
      </div>
      <ImportDialog open={importing} onOpenChange={setImporting} />
      <SynthesiseDialog
        open={search.get("synthesise") !== null}
        onOpenChange={(open) => show("synthesise", open)}
      />
    </Page>
  );
}
