"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { withCorpus } from "@/components/frame/places";
import { useChosenCorpus } from "@/components/frame/use-chosen-corpus";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { formatCount, formatTokens } from "@/components/ui/format";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";

/** Which corpus the pages are about. */
export function CorpusChooser() {
  const pathname = usePathname();
  const search = useSearchParams();
  const { corpora, chosen } = useChosenCorpus();
  const [open, setOpen] = useState(false);
  if (corpora === undefined) return <Skeleton className="h-4 w-36" />;
  if (corpora.length === 0) return <span className="text-sm text-muted">No corpus yet</span>;
  const trigger = (
    <Button
      variant="quiet"
      className="min-w-0 shrink"
      aria-label={`Corpus: ${chosen?.name ?? "none"}. Choose another`}
    >
      <span className="truncate font-medium text-ink">{chosen?.name ?? "Choose a corpus"}</span>
      {chosen !== null && <span className="hidden text-xs text-muted md:inline">v{chosen.number}</span>}
      {chosen?.synthetic === true && <Badge tone="warning">synthetic</Badge>}
      <ChevronsUpDown aria-hidden className="size-3.5 shrink-0" />
    </Button>
  );
  return (
    <Popover trigger={trigger} label="Corpora" className="w-80" flush open={open} onOpenChange={setOpen}>
      <ul>
        {corpora.map((corpus) => (
          <li key={corpus.id}>
            <Link
              href={withCorpus(pathname, search, corpus.id)}
              onClick={() => setOpen(false)}
              className="flex items-center gap-2 rounded-md px-2 py-1.5 hover:bg-hover focus-visible:bg-hover"
            >
              <Check
                aria-hidden
                className={cx("size-3.5 text-accent", corpus.id !== chosen?.id && "opacity-0")}
              />
              <span className="min-w-0 flex-1">
                <span className="flex items-center gap-2 text-sm">
                  <span className="truncate">{corpus.name}</span>
                  {corpus.synthetic && <Badge tone="warning">synthetic</Badge>}
                </span>
                <span className="block truncate text-xs text-muted">
                  version {corpus.number} · {formatCount(corpus.documents)} documents ·{" "}
                  {formatTokens(corpus.tokens)} tokens
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
