"use client";

import { useQuery } from "@tanstack/react-query";
import { Download, Pencil } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "@/components/api/trpc";
import { DATA_CARD_FIELDS } from "@/components/corpus/data-card-fields";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import type { DataCard } from "@/server/services/corpus/data-card";

interface DataCardPanelProps {
  readonly corpusId: string;
  readonly number: number;
}

/** What people have written about the corpus, and the card as files. */
export function DataCardPanel({ corpusId, number }: DataCardPanelProps) {
  const card = useQuery(useTRPC().corpus.card.queryOptions({ corpusId }));
  const edit = (
    <Button asChild variant="quiet">
      <Link href={`/corpora/${corpusId}/card`}>
        <Pencil aria-hidden className="size-3.5" /> {card.data?.version === 0 ? "Write" : "Edit"}
      </Link>
    </Button>
  );
  return (
    <Panel title="Data card" aside={edit} flush>
      {card.isPending ? (
        <SkeletonRows rows={3} />
      ) : card.isError ? (
        <ErrorState error={card.error} onRetry={() => void card.refetch()} className="m-3" />
      ) : (
        <Written card={card.data} />
      )}
      <DataCardDownloads corpusId={corpusId} number={number} />
    </Panel>
  );
}

function Written({ card }: { readonly card: DataCard }) {
  const written = DATA_CARD_FIELDS.filter(({ id }) => card.fields[id].trim() !== "");
  if (written.length === 0) {
    return (
      <p className="px-3 py-3 text-sm text-muted">
        Nothing is written yet: licence, sources, intended use, known limits. The figures are in the card
        anyway.
      </p>
    );
  }
  return (
    <dl className="divide-y">
      {written.map(({ id, label }) => (
        <div key={id} className="px-3 py-2">
          <dt className="eyebrow">{label}</dt>
          <dd className="line-clamp-4 text-sm break-words whitespace-pre-line">
            <bdi>{card.fields[id]}</bdi>
          </dd>
        </div>
      ))}
      {card.updatedAt !== null && (
        <p className="px-3 py-1.5 text-xs text-muted">
          Written <TimeAgo date={card.updatedAt} /> by {card.updatedBy}
        </p>
      )}
    </dl>
  );
}

/** The card as the Hugging Face Hub and Croissant want it. */
export const DataCardDownloads = ({ corpusId, number }: DataCardPanelProps) => (
  <p className="flex flex-wrap items-center gap-2 border-t px-3 py-2">
    {(["md", "croissant"] as const).map((format) => (
      <Button key={format} asChild>
        <a href={`/api/card/${corpusId}?format=${format}&version=${number}`} download>
          <Download aria-hidden className="size-3.5" /> {format === "md" ? "README.md" : "croissant.json"}
        </a>
      </Button>
    ))}
    <span className="text-xs text-muted">for version {number}</span>
  </p>
);
