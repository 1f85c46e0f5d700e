"use client";

import { SlidersHorizontal, TableProperties } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { CorpusMenu } from "@/components/corpus/corpus-menu";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { CorpusHistory, VersionEntry } from "@/server/services/corpus/list-versions";

interface CorpusHeaderProps {
  readonly history: CorpusHistory;
  readonly version: VersionEntry;
  readonly synthetic: boolean;
}

/** Name, version, where it came from, and what can be done with it. */
export function CorpusHeader({ history, version, synthetic }: CorpusHeaderProps) {
  const isGone = version.deletedAt !== null;
  return (
    <PageHeader
      title={history.name}
      beside={
        <>
          <VersionSelect history={history} number={version.number} />
          <CompareLink history={history} version={version} />
          {synthetic && <Badge tone="warning">synthetic</Badge>}
          {isGone && <Badge tone="danger">deleted</Badge>}
          {!isGone && (history.archivedAt ?? version.archivedAt) !== null && <Badge>archived</Badge>}
        </>
      }
      detail={
        <>
          Imported <TimeAgo date={version.createdAt} /> from{" "}
          <bdi className="font-mono text-xs break-all">{version.source}</bdi>
        </>
      }
      actions={isGone ? undefined : <Actions history={history} version={version} />}
    />
  );
}

function VersionSelect({ history, number }: { readonly history: CorpusHistory; readonly number: number }) {
  const router = useRouter();
  const pathname = usePathname();
  if (history.versions.length < 2) return <Badge>version {number}</Badge>;
  const options = history.versions.map((version) => ({
    value: String(version.number),
    label: `version ${version.number}${version.deletedAt === null ? (version.archivedAt === null ? "" : " · archived") : " · deleted"}`,
  }));
  return (
    <Select
      aria-label="Version"
      value={String(number)}
      options={options}
      onValue={(chosen) => router.replace(`${pathname}?version=${chosen}`)}
    />
  );
}

/** To what is new in this version, where another one is there to compare. */
function CompareLink({ history, version }: Pick<CorpusHeaderProps, "history" | "version">) {
  const kept = history.versions.filter(({ deletedAt }) => deletedAt === null);
  if (kept.length < 2 || version.deletedAt !== null) return null;
  return (
    <TextLink href={`/corpora/${history.id}/compare?after=${version.number}`} className="text-sm">
      Compare versions
    </TextLink>
  );
}

function Actions({ history, version }: Pick<CorpusHeaderProps, "history" | "version">) {
  const kept = history.versions.filter(({ deletedAt }) => deletedAt === null);
  const isLatest = kept[0]?.number === version.number;
  const query = isLatest ? "" : `?version=${version.number}`;
  return (
    <>
      <Button asChild>
        <Link href={`/browse/${history.id}${query}`}>
          <TableProperties aria-hidden className="size-3.5" /> Browse
        </Link>
      </Button>
      <Button asChild variant="primary">
        <Link href={`/mixer/${history.id}`}>
          <SlidersHorizontal aria-hidden className="size-3.5" /> Open in the mixer
        </Link>
      </Button>
      <CorpusMenu
        corpusId={history.id}
        name={history.name}
        archived={history.archivedAt !== null}
        {...(kept.length < 2
          ? {}
          : { version: { number: version.number, archived: version.archivedAt !== null } })}
      />
    </>
  );
}
