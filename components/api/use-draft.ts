"use client";

import { useMutation } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import { useState } from "react";
import type { AppRouter } from "@/server/api/root";

interface DraftOf<Saved extends { readonly version: number }, Text> {
  /** As it was read when the page opened. */
  readonly initial: Saved;
  readonly textOf: (saved: Saved) => Text;
  /** Writes over a version; rejects as `conflict` when there is another by now. */
  readonly save: (version: number, text: Text) => Promise<Saved>;
  /** What is written now, past every cache. */
  readonly reread: () => Promise<Saved>;
  readonly onSaved: (saved: Saved) => void;
}

/** What is written here over the version it was begun from, and the other one where somebody saved in between. */
export function useDraft<Saved extends { readonly version: number }, Text>(of: DraftOf<Saved, Text>) {
  const { textOf } = of;
  const [base, setBase] = useState(of.initial);
  const [draft, setDraft] = useState(() => textOf(of.initial));
  const [theirs, setTheirs] = useState<Saved | null>(null);
  const begin = (saved: Saved) => {
    setBase(saved);
    setTheirs(null);
    of.onSaved(saved);
  };
  const saving = useMutation({
    mutationFn: ({ version }: { readonly version: number }) => of.save(version, draft),
    onSuccess: begin,
    onError: async (error) => {
      if (isConflict(error)) setTheirs(await of.reread());
    },
  });
  return {
    base,
    draft,
    setDraft,
    theirs,
    isSaving: saving.isPending,
    error: theirs === null ? saving.error : null,
    save: () => saving.mutate(base),
    saveOverTheirs: () => theirs !== null && saving.mutate(theirs),
    takeTheirs: () => {
      if (theirs === null) return;
      setDraft(textOf(theirs));
      begin(theirs);
      saving.reset();
    },
  };
}

const isConflict = (error: unknown): boolean =>
  error instanceof TRPCClientError && (error as TRPCClientError<AppRouter>).data?.studio?.code === "conflict";
