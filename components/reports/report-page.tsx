"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Download, Pencil } from "lucide-react";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { ChartMenu } from "@/components/charts/chart-menu";
import { saveReportHtml, saveReportLatex, saveReportMarkdown } from "@/components/reports/export-report";
import { ReportDocument } from "@/components/reports/report-document";
import { ReportEditor } from "@/components/reports/report-editor";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorState } from "@/components/ui/error-state";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Page } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { toast } from "@/components/ui/toast";
import { isChart, type ExportedFigure } from "@/core/exported-chart";
import type { ReportDetail } from "@/server/services/report/report-summary";

/** One report: read, written at, and taken along. */
export function ReportPage({ id }: { readonly id: string }) {
  // What is edited must be what is written now, not what some page read a while ago.
  const query = useQuery(useTRPC().report.get.queryOptions({ id }, { staleTime: 0 }));
  return (
    <Page>
      {query.isError ? (
        <ErrorState
          error={query.error}
          onRetry={() => void query.refetch()}
          action={<TextLink href="/reports">All reports</TextLink>}
        />
      ) : query.data === undefined ? (
        <SkeletonRows rows={12} />
      ) : (
        <Report key={id} report={query.data} />
      )}
    </Page>
  );
}

function Report({ report }: { readonly report: ReportDetail }) {
  const [editing, setEditing] = useState(false);
  return (
    <>
      <nav aria-label="Report" className="mx-auto flex max-w-[760px] flex-wrap items-center gap-2 pb-6">
        <TextLink href="/reports" className="text-sm">
          Reports
        </TextLink>
        {report.archived && <Badge tone="warning">archived</Badge>}
        <span className="flex-1" />
        <TextLink href={`/compare?${report.body.query}`} className="text-sm">
          Open the comparison
        </TextLink>
        <CopyLink />
        <ActButton verb="write a report" onClick={() => setEditing(true)} disabled={editing}>
          <Pencil aria-hidden className="size-3.5" /> Write
        </ActButton>
        <Export report={report} />
        <ArchiveButton report={report} />
      </nav>
      {editing && <ReportEditor initial={report} onDone={() => setEditing(false)} />}
      <ReportDocument report={report} tools={toolsOf} />
    </>
  );
}

const toolsOf = (figure: ExportedFigure) => (
  <ChartMenu label={figure.title} chart={() => figure} hasPicture={isChart(figure)} className="opacity-100" />
);

/** The address of the page is known in the browser only. */
function CopyLink() {
  const [address] = useState(() => (typeof window === "undefined" ? "" : window.location.href));
  return <CopyButton text={address} label="Copy the link" />;
}

function Export({ report }: { readonly report: ReportDetail }) {
  const take = (save: (report: ReportDetail) => void | Promise<void>) => async () => {
    try {
      await save(report);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      toast({ title: "The report could not be taken along", detail, tone: "danger" });
    }
  };
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          <Download aria-hidden className="size-3.5" /> Export
        </Button>
      }
    >
      <MenuItem onSelect={() => void take(saveReportHtml)()} hint="one file">
        HTML
      </MenuItem>
      <MenuItem onSelect={() => void take(saveReportMarkdown)()} hint="zip: pictures, CSV, LaTeX">
        Markdown
      </MenuItem>
      <MenuItem onSelect={() => void take(saveReportLatex)()} hint="one file">
        Tables as LaTeX
      </MenuItem>
    </Menu>
  );
}

function ArchiveButton({ report: { id, archived } }: { readonly report: ReportDetail }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const archive = useMutation(
    trpc.report.archive.mutationOptions({
      onSuccess: async (changed) => {
        client.setQueryData(trpc.report.get.queryKey({ id }), changed);
        await client.invalidateQueries(trpc.report.list.pathFilter());
        toast(
          changed.archived
            ? { title: "Archived: out of the list, its link stays good" }
            : { title: "Restored to the list", tone: "good" },
        );
      },
      onError: ({ message }) =>
        toast({ title: "The report stays as it is", detail: message, tone: "danger" }),
    }),
  );
  return (
    <ActButton
      verb="archive a report"
      variant="quiet"
      busy={archive.isPending}
      onClick={() => archive.mutate({ id, archived: !archived })}
    >
      {archived ? (
        <ArchiveRestore aria-hidden className="size-3.5" />
      ) : (
        <Archive aria-hidden className="size-3.5" />
      )}
      {archived ? "Restore" : "Archive"}
    </ActButton>
  );
}
