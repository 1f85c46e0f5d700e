"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeftRight } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTRPC } from "@/components/api/trpc";
import { VersionComparison } from "@/components/corpus/version-comparison";
import { comparedVersions } from "@/components/corpus/version-comparison.prepare";
import { IconButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import type { CorpusHistory } from "@/server/services/corpus/list-versions";

/** Two versions of a corpus side by side; `?before=N&after=M` names them. */
export function VersionComparisonView({ corpusId }: { readonly corpusId: string }) {
  const history = useQuery(useTRPC().corpus.versions.queryOptions({ corpusId }));
  if (history.isSuccess) return <Loaded history={history.data} />;
  return (
    <Page>
      <PageHeader title="Compare versions" />
      {history.isError ? (
        <ErrorState
          error={history.error}
          onRetry={() => void history.refetch()}
          action={<TextLink href="/corpora">All corpora</TextLink>}
        />
      ) : (
        <SkeletonRows rows={6} />
      )}
    </Page>
  );
}

function Loaded({ history }: { readonly history: CorpusHistory }) {
  const search = useSearchParams();
  const { id, name, versions } = history;
  const kept = versions.filter(({ deletedAt }) => deletedAt === null);
  const pair = comparedVersions(kept, search.get("before"), search.get("after"));
  return (
    <Page>
      <PageHeader
        title="Compare versions"
        detail={
          <TextLink href={`/corpora/${id}`}>
            <bdi>{name}</bdi>
          </TextLink>
        }
        actions={pair !== null && <Pair {...pair} numbers={kept.map(({ number }) => number)} />}
      />
      {pair === null ? (
        <Panel flush>
          <EmptyState title="There is nothing to compare yet">
            Import documents under the name <bdi>{name}</bdi> again: they become its next version.
          </EmptyState>
        </Panel>
      ) : (
        <VersionComparison key={`${pair.before} ${pair.after}`} corpusId={id} name={name} {...pair} />
      )}
    </Page>
  );
}

interface PairProps {
  readonly before: number;
  readonly after: number;
  /** Of versions that have files. */
  readonly numbers: readonly number[];
}

/** Which two versions, and the way to exchange them; the address keeps the choice. */
function Pair({ before, after, numbers }: PairProps) {
  const router = useRouter();
  const pathname = usePathname();
  const show = (first: number, second: number) =>
    router.replace(`${pathname}?before=${first}&after=${second}`, { scroll: false });
  const options = numbers.map((number) => ({ value: String(number), label: `version ${number}` }));
  return (
    <>
      <Select
        aria-label="Before"
        value={String(before)}
        options={options}
        onValue={(number) => show(Number(number), after)}
      />
      <IconButton label="The other way round" onClick={() => show(after, before)}>
        <ArrowLeftRight />
      </IconButton>
      <Select
        aria-label="After"
        value={String(after)}
        options={options}
        onValue={(number) => show(before, Number(number))}
      />
    </>
  );
}
