"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { Button } from "@/components/ui/button";
import { errorText } from "@/components/ui/error-text";
import { toast } from "@/components/ui/toast";

/** Takes campaigns from the list and brings them back; the toast of each takes it back. */
export function useArchive() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation(
    trpc.campaign.archive.mutationOptions({
      onSuccess: async (campaign) => {
        const { id, name, archived } = campaign.summary;
        client.setQueryData(trpc.campaign.get.queryKey({ id }), campaign);
        await client.invalidateQueries({ queryKey: trpc.campaign.list.pathKey() });
        toast({
          title: archived ? `"${name}" is archived` : `"${name}" is back in the list`,
          ...(archived ? { detail: "Out of the list; its page and its runs stay." } : {}),
          tone: "good",
          action: <Button onClick={() => mutate({ id, archived: !archived })}>Undo</Button>,
        });
      },
      onError: (error) => {
        const { message, way } = errorText(error);
        toast({ title: message, ...(way === null ? {} : { detail: way }), tone: "danger" });
      },
    }),
  );
  return { archive: mutate, isPending };
}
