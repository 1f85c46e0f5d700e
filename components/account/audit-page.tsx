"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { DataTable, type Column } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatDate } from "@/components/ui/format";
import { Input } from "@/components/ui/input";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { AUDIT_ACTIONS, type AuditAction } from "@/core/audit";
import type { AuditLine } from "@/server/services/audit/list";

const ANY = "any";
const ACTION_OPTIONS = [
  { value: ANY, label: "whatever was done" },
  ...AUDIT_ACTIONS.map((action) => ({ value: action, label: action })),
] as const;

const COLUMNS: readonly Column<AuditLine>[] = [
  { id: "at", header: "When", from: "sm", cell: ({ at }) => formatDate(at) },
  {
    id: "who",
    header: "Who",
    rowHeader: true,
    cell: ({ who, at }) => (
      <>
        <span className="block truncate" title={who}>
          {who}
        </span>
        <span className="block text-xs text-muted sm:hidden">{formatDate(at)}</span>
      </>
    ),
  },
  { id: "action", header: "What", cell: ({ action }) => action },
  {
    id: "subject",
    header: "To what",
    from: "md",
    cell: ({ subject, detail }) => (
      <span className="block max-w-96 truncate text-muted" title={JSON.stringify(detail)}>
        {subject}
      </span>
    ),
  },
];

/** Who did what, newest first, for admins. */
export function AuditPage() {
  const [action, setAction] = useState<AuditAction | typeof ANY>(ANY);
  const [typed, setTyped] = useState("");
  const text = useDeferredValue(typed.trim());
  const filter = { ...(action === ANY ? {} : { action }), ...(text === "" ? {} : { text }) };
  const query = useInfiniteQuery(
    useTRPC().account.audit.infiniteQueryOptions(filter, {
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  );
  const lines = query.data?.pages.flatMap((page) => page.lines);
  return (
    <Page>
      <PageHeader
        title="Audit"
        detail="Who did what. Nothing in it can be changed or taken out."
        actions={(["csv", "jsonl"] as const).map((format) => (
          <Button key={format} asChild>
            <a href={`/api/audit?${new URLSearchParams({ ...filter, format }).toString()}`} download>
              <Download aria-hidden className="size-3.5" /> {format.toUpperCase()}
            </a>
          </Button>
        ))}
      />
      <div className="flex flex-wrap gap-2 pb-3">
        <Select
          aria-label="What was done"
          className="w-56"
          value={action}
          options={ACTION_OPTIONS}
          onValue={setAction}
        />
        <Input
          aria-label="Who, or to what"
          placeholder="Who, or to what"
          className="max-w-72"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <Panel flush>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} className="m-3" />
        ) : lines === undefined ? (
          <SkeletonRows rows={10} />
        ) : lines.length === 0 ? (
          <p className="p-3 text-sm text-muted">Nothing of that kind was done.</p>
        ) : (
          <DataTable caption="Audit" columns={COLUMNS} rows={lines} rowKey={({ id }) => id} />
        )}
      </Panel>
      {query.hasNextPage && (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Page>
  );
}
