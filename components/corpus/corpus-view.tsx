"use client";

import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal, TableProperties } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTRPC } from "@/components/api/trpc";
import { CorpusFigures } from "@/components/corpus/corpus-figures";
import { CorpusIdentity } from "@/components/corpus/corpus-identity";
import { CorpusSelections } from "@/components/corpus/corpus-selections";
import { CorpusSkeleton } from "@/components/corpus/corpus-skeleton";
import { DomainTable } from "@/components/corpus/domain-table";
import { ImportReportPanel } from "@/components/corpus/import-report-panel";
import { RaterOverview } from "@/components/corpus/rater-overview";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Page, PageHeader } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { TimeAgo } from "@/components/ui/time-ago";
import type { CorpusDetail } from "@/server/services/corpus/get";

function VersionSelect({ corpus }: { readonly corpus: CorpusDetail }) {
  const router = useRouter();
  const pathname = usePathname();
  if (corpus.versions.length < 2) return <Badge>version {corpus.number}</Badge>;
  return (
    <Select
      aria-label="Version"
      value={String(corpus.number)}
      options={corpus.versions.map(({ number }) => ({ value: String(number), label: `version ${number}` }))}
      onValue={(number) => router.replace(`${pathname}?version=${number}`)}
    />
  );
}

const Actions = ({ corpusId }: { readonly corpusId: string }) => (
  <>
    <Button asChild>
      <Link href={`/browse/${corpusId}`}>
        <TableProperties aria-hidden className="size-3.5" /> Browse
      </Link>
    </Button>
    <Button asChild variant="primary">
      <Link href={`/mixer/${corpusId}`}>
        <SlidersHorizontal aria-hidden className="size-3.5" /> Open in the mixer
      </Link>
    </Button>
  </>
);

/** One corpus in one of its versions: what is in it, what was measured, where it came from. */
export function CorpusView({ corpusId }: { readonly corpusId: string }) {
  const version = useSearchParams().get("version");
  const corpus = useQuery(
    useTRPC().corpus.get.queryOptions({ corpusId, ...(version === null ? {} : { number: Number(version) }) }),
  );
  if (corpus.isPending) return <CorpusSkeleton />;
  if (corpus.isError) {
    const action = (
      <Button asChild>
        <Link href="/corpora">To the corpora</Link>
      </Button>
    );
    return (
      <Page>
        <PageHeader title="Corpus" />
        <ErrorState error={corpus.error} onRetry={() => void corpus.refetch()} action={action} />
      </Page>
    );
  }
  const { data } = corpus;
  return (
    <Page>
      <PageHeader
        title={data.name}
        beside={<VersionSelect corpus={data} />}
        detail={
          <>
            Imported <TimeAgo date={data.createdAt} /> from{" "}
            <span className="font-mono text-xs break-all">{data.source}</span>
          </>
        }
        actions={<Actions corpusId={corpusId} />}
      />
      <div className="flex flex-col gap-4">
        <CorpusFigures corpus={data} />
        <DomainTable statistics={data.statistics} />
        <RaterOverview statistics={data.statistics} note={data.info.provenanceNote} />
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <ImportReportPanel versionId={data.versionId} />
          <div className="flex min-w-0 flex-col gap-4">
            <CorpusIdentity corpus={data} />
            <CorpusSelections versionId={data.versionId} corpusId={corpusId} />
          </div>
        </div>
      </div>
    </Page>
  );
}
