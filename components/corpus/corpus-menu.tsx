"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { useNeed } from "@/components/api/visitor";
import { CorpusRemoveDialog } from "@/components/corpus/corpus-remove-dialog";
import { IconButton } from "@/components/ui/button";
import { errorText } from "@/components/ui/error-text";
import { formatBytes } from "@/components/ui/format";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { Removal } from "@/server/services/corpus/plan-removal";

interface CorpusMenuProps {
  readonly corpusId: string;
  readonly name: string;
  readonly archived: boolean;
  /** The version the page shows, where its corpus has several. */
  readonly version?: { readonly number: number; readonly archived: boolean };
  /** How the button stands out. */
  readonly variant?: "secondary" | "quiet";
  readonly onRemoved?: () => void;
}

/** Archive, restore and delete a corpus or the version shown. */
export function CorpusMenu(props: CorpusMenuProps) {
  const { corpusId, name, archived, version, variant = "secondary", onRemoved } = props;
  const [removing, setRemoving] = useState<CorpusPart | null>(null);
  const trigger = (
    <IconButton label={`More for ${name}`} variant={variant}>
      <Ellipsis />
    </IconButton>
  );
  const removed = () => {
    setRemoving(null);
    onRemoved?.();
  };
  return (
    <>
      <Menu trigger={trigger} align="end">
        {version !== undefined && (
          <>
            <Acts
              part={{ corpusId, number: version.number }}
              what={`version ${version.number}`}
              archived={version.archived}
              onDelete={setRemoving}
            />
            <MenuSeparator />
          </>
        )}
        <Acts part={{ corpusId }} what="the corpus" archived={archived} onDelete={setRemoving} />
      </Menu>
      {removing !== null && (
        <CorpusRemoveDialog part={removing} onClose={() => setRemoving(null)} onRemoved={removed} />
      )}
    </>
  );
}

interface CorpusPart {
  readonly corpusId: string;
  readonly number?: number;
}

interface ActsProps {
  readonly part: CorpusPart;
  /** "the corpus", "version 2" */
  readonly what: string;
  readonly archived: boolean;
  readonly onDelete: (part: CorpusPart) => void;
}

/** On the screen while the menu is open; the sizes are measured then. */
function Acts({ part, what, archived, onDelete }: ActsProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const needs = { archive: useNeed("archive a corpus"), remove: useNeed("delete a corpus") };
  const mayRemove = needs.remove === null;
  const { data: removal } = useQuery(trpc.corpus.removal.queryOptions(part, { enabled: mayRemove }));
  const settle = (done: string) => ({
    onSuccess: async () => {
      await client.invalidateQueries(trpc.corpus.pathFilter());
      toast({ title: done, tone: "good" });
    },
    onError: (error: unknown) => toast({ title: errorText(error).message, tone: "danger" }),
  });
  const archive = useMutation(
    trpc.corpus.archive.mutationOptions(settle("Archived. It is under “Archived” on the Corpora page.")),
  );
  const restore = useMutation(trpc.corpus.restore.mutationOptions(settle("Restored to the lists.")));
  return (
    <>
      {archived ? (
        <MenuItem
          onSelect={() => restore.mutate(part)}
          disabled={needs.archive !== null}
          hint={needs.archive ?? undefined}
        >
          Restore {what}
        </MenuItem>
      ) : (
        <MenuItem
          onSelect={() => archive.mutate(part)}
          disabled={needs.archive !== null}
          hint={needs.archive ?? (removal && `keeps ${sizeOf(removal)}`)}
        >
          Archive {what}
        </MenuItem>
      )}
      <MenuItem
        onSelect={() => onDelete(part)}
        disabled={!mayRemove}
        hint={needs.remove ?? (removal && deletionHint(removal))}
      >
        Delete {what}…
      </MenuItem>
    </>
  );
}

const sizeOf = ({ versions }: Removal): string =>
  formatBytes(
    versions.reduce((sum, { bytes }) => sum + bytes.text + bytes.scores + bytes.preview + bytes.cache, 0),
  );

const deletionHint = ({ allowed, freedBytes }: Removal): string =>
  allowed ? `frees ${formatBytes(freedBytes)}` : "in use";
