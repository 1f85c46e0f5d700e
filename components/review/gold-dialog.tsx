"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { GoldField, goldFault } from "@/components/review/gold-field";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { formatPlural } from "@/components/ui/format";
import { toast } from "@/components/ui/toast";
import type { SessionSummary } from "@/server/services/review/session-summary";

interface GoldDialogProps {
  readonly session: SessionSummary;
  readonly onClose: () => void;
}

/** Says what holds of some documents. */
export function GoldDialog({ session, onClose }: GoldDialogProps) {
  const [text, setText] = useState("");
  const trpc = useTRPC();
  const client = useQueryClient();
  const give = useMutation(
    trpc.review.giveGold.mutationOptions({
      onSuccess: async ({ documents }) => {
        toast({ title: `Gold answers to ${formatPlural(documents, "document")} are kept` });
        onClose();
        await client.invalidateQueries(trpc.review.gold.queryFilter({ id: session.id }));
        await client.invalidateQueries(trpc.review.get.queryFilter({ id: session.id }));
      },
    }),
  );
  const fault = goldFault(text, session.settings.questions);
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title="Gold answers"
      description="What holds of some documents. What you do not name stays as it is; an empty value takes an answer back."
      footer={
        <ActButton
          verb="hold a review session"
          variant="primary"
          busy={give.isPending}
          disabled={text.trim() === "" || fault !== ""}
          onClick={() => give.mutate({ id: session.id, text })}
        >
          Keep them
        </ActButton>
      }
    >
      <div className="flex flex-col gap-3">
        <GoldField label="Gold answers" text={text} onText={setText} rows={10} />
        <p role="status" className="text-sm text-danger empty:hidden">
          {fault}
        </p>
        {give.error !== null && <ErrorState error={give.error} />}
      </div>
    </Dialog>
  );
}
