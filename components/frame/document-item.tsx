"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { PaletteItem } from "@/components/frame/palette-item";
import { errorText } from "@/components/ui/error-text";

interface DocumentItemProps {
  readonly text: string;
  readonly corpus: { readonly id: string; readonly name: string; readonly versionId: string };
  readonly go: (href: string) => void;
}

/** Opens the document whose id was typed; says so when the corpus has none. */
export function DocumentItem({ text, corpus, go }: DocumentItemProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const find = useMutation({
    mutationFn: (id: string) =>
      client.fetchQuery(trpc.document.find.queryOptions({ versionId: corpus.versionId, id })),
    onSuccess: (found) => {
      if (found !== null) go(`/browse/${corpus.id}?document=${found.ordinal}`);
    },
  });
  const missed = find.isSuccess && find.data === null && find.variables === text;
  const hint = missed
    ? "no document has this id"
    : find.isError
      ? errorText(find.error).message
      : corpus.name;
  return (
    <PaletteItem value={`document ${text}`} hint={hint} onSelect={() => find.mutate(text)}>
      Document <span className="font-mono text-xs">{text}</span>
    </PaletteItem>
  );
}
