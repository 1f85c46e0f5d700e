"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { formatBytes, formatPlural } from "@/components/ui/format";
import { MiddleCut } from "@/components/ui/middle-cut";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import type { Leftover } from "@/server/services/corpus/cleaning/leftover";

/** Lists what nothing needs, with sizes; removes what is chosen of it. */
export function CorporaCleanUp({ onClose }: { readonly onClose: () => void }) {
  const [spared, setSpared] = useState<ReadonlySet<string>>(new Set());
  const { leftovers, clean } = useCleanUp(onClose);
  const all = leftovers.data ?? [];
  const chosen = all.filter(({ path }) => !spared.has(path));
  const total = chosen.reduce((sum, { bytes }) => sum + bytes, 0);
  const footer = (
    <>
      <Button onClick={onClose}>Close</Button>
      {all.length > 0 && (
        <Button
          variant="danger"
          busy={clean.isPending}
          disabled={chosen.length === 0}
          onClick={() => clean.mutate({ paths: chosen.map(({ path }) => path) })}
        >
          Remove {formatPlural(chosen.length, "leftover")}, {formatBytes(total)}
        </Button>
      )}
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      wide
      title="Clean up"
      description="Whatever a corpus, a selection, a run or a job at work needs is not listed."
      footer={footer}
    >
      {leftovers.isPending ? (
        <SkeletonRows rows={4} />
      ) : leftovers.isError ? (
        <ErrorState error={leftovers.error} onRetry={() => void leftovers.refetch()} />
      ) : (
        <Leftovers leftovers={all} spared={spared} onSpared={setSpared} />
      )}
      {clean.error !== null && <ErrorState error={clean.error} className="mt-3" />}
    </Dialog>
  );
}

function useCleanUp(onDone: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const leftovers = useQuery(trpc.corpus.leftovers.queryOptions(undefined, { staleTime: 0, gcTime: 0 }));
  const clean = useMutation(
    trpc.corpus.cleanUp.mutationOptions({
      onSuccess: async ({ paths, bytes }) => {
        onDone();
        const title = `${formatPlural(paths.length, "leftover")} removed`;
        toast({ title, detail: `${formatBytes(bytes)} are free again.`, tone: "good" });
        await client.invalidateQueries(trpc.corpus.diskUse.queryFilter());
      },
      onError: () => leftovers.refetch(),
    }),
  );
  return { leftovers, clean };
}

interface LeftoversProps {
  readonly leftovers: readonly Leftover[];
  /** Paths that are to stay. */
  readonly spared: ReadonlySet<string>;
  readonly onSpared: (spared: ReadonlySet<string>) => void;
}

function Leftovers({ leftovers, spared, onSpared }: LeftoversProps) {
  if (leftovers.length === 0)
    return (
      <p className="text-sm text-muted">
        Nothing to clean up: all that lies in the studio’s folder is in use.
      </p>
    );
  const toggle = (path: string) => {
    const next = new Set(spared);
    if (!next.delete(path)) next.add(path);
    onSpared(next);
  };
  return (
    <ul className="divide-y rounded-md border">
      {leftovers.map((leftover) => (
        <Item
          key={leftover.path}
          leftover={leftover}
          chosen={!spared.has(leftover.path)}
          onToggle={() => toggle(leftover.path)}
        />
      ))}
    </ul>
  );
}

interface ItemProps {
  readonly leftover: Leftover;
  readonly chosen: boolean;
  readonly onToggle: () => void;
}

const Item = ({ leftover, chosen, onToggle }: ItemProps) => (
  <li>
    <label className="flex cursor-pointer items-center gap-3 px-3 py-1.5 hover:bg-hover">
      <input type="checkbox" checked={chosen} onChange={onToggle} className="size-4 shrink-0 accent-accent" />
      <span className="min-w-0 flex-1">
        <MiddleCut text={leftover.path} />
        <span className="block text-xs text-muted">
          {leftover.why} Last changed <TimeAgo date={leftover.changedAt} />.
        </span>
      </span>
      <span className="shrink-0 text-sm">{formatBytes(leftover.bytes)}</span>
    </label>
  </li>
);
