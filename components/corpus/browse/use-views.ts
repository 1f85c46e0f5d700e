"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import type { SavedViewSummary } from "@/server/services/view/saved-view-summary";

interface Saving {
  readonly name: string;
  readonly query: string;
}

/** The saved views of a corpus, and what can be done with them. */
export function useViews(corpusId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const options = trpc.view.list.queryOptions({ corpusId });
  const views = useQuery(options);
  const again = { onSettled: () => client.invalidateQueries({ queryKey: options.queryKey }) };
  const saving = useMutation(trpc.view.save.mutationOptions(again));
  const archiving = useMutation(trpc.view.archive.mutationOptions(again));
  const save = ({ name, query }: Saving) =>
    saving.mutateAsync({ id: crypto.randomUUID(), corpusId, name, query });
  const remove = ({ id }: SavedViewSummary) => archiving.mutateAsync({ id });
  return { views, save, remove, saving: saving.isPending };
}
