"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTRPC } from "@/components/api/trpc";
import { Button } from "@/components/ui/button";
import { formatBytes } from "@/components/ui/format";

/** Links to the list of all rows an import rejected, where it wrote one. */
export function ImportRejects({ id }: { readonly id: string }) {
  const rejects = useQuery(useTRPC().corpus.rejects.queryOptions({ id }));
  if (rejects.data === undefined || rejects.data === null) return null;
  return (
    <span className="flex flex-wrap items-center gap-2 text-xs text-muted">
      All rejected rows ({formatBytes(rejects.data.bytes)}):
      {(["csv", "jsonl"] as const).map((format) => (
        <Button key={format} asChild>
          <a href={`/api/rejects/${id}?format=${format}`} download>
            <Download aria-hidden className="size-3.5" /> {format.toUpperCase()}
          </a>
        </Button>
      ))}
    </span>
  );
}
