"use client";

import { useRef, useState } from "react";
import { useTRPCClient } from "@/components/api/trpc";
import type { ChosenFiles } from "@/components/corpus/chosen-files";
import { sendFiles, type NamedFile } from "@/components/corpus/send-files";

interface Upload {
  readonly id: string;
  readonly names: readonly string[];
  /** Files that were chosen too and cannot be imported. */
  readonly leftOut: number;
  readonly totalBytes: number;
  readonly storedBytes: number;
}

export type UploadPhase =
  | { readonly phase: "none"; readonly error: unknown }
  | ({ readonly phase: "sending" } & Upload)
  /** The connection was lost, or the disk is full; what is stored stays. */
  | ({ readonly phase: "broken"; readonly error: unknown } & Upload)
  | ({ readonly phase: "done" } & Upload);

export interface UploadControl {
  readonly state: UploadPhase;
  readonly send: (chosen: ChosenFiles) => void;
  readonly goOn: () => void;
  /** Stops and removes what was sent; the server keeps what an import reads. */
  readonly giveUp: () => void;
}

const NONE: UploadPhase = { phase: "none", error: null };

const put = (url: string, body: Blob, signal: AbortSignal): Promise<Response> =>
  fetch(url, { method: "PUT", body, signal });

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** One upload at a time: chosen, sent, gone on with, given up. */
export function useUpload(): UploadControl {
  const client = useTRPCClient();
  const [state, setState] = useState<UploadPhase>(NONE);
  const sending = useRef<{ files: readonly NamedFile[]; abort: AbortController } | null>(null);

  const run = async (upload: Upload, files: readonly NamedFile[]): Promise<void> => {
    const abort = new AbortController();
    sending.current = { files, abort };
    let now = upload;
    setState({ phase: "sending", ...now });
    const announced = files.map(({ name, file }) => ({ name, bytes: file.size }));
    try {
      await sendFiles({
        ...{ id: upload.id, files, put, pause, signal: abort.signal },
        begin: () => client.upload.begin.mutate({ id: upload.id, files: announced }),
        onStored: (storedBytes) => {
          if (abort.signal.aborted) return;
          now = { ...now, storedBytes };
          setState({ phase: "sending", ...now });
        },
      });
      if (!abort.signal.aborted) setState({ phase: "done", ...now });
    } catch (error) {
      if (abort.signal.aborted) return;
      setState(now.storedBytes === 0 ? { phase: "none", error } : { phase: "broken", error, ...now });
    }
  };

  return {
    state,
    send: ({ files, leftOut }) => {
      const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
      const names = files.map(({ name }) => name);
      void run({ id: crypto.randomUUID(), names, leftOut, totalBytes, storedBytes: 0 }, files);
    },
    goOn: () => {
      if (state.phase === "broken" && sending.current !== null) {
        const { id, names, leftOut, totalBytes, storedBytes } = state;
        void run({ id, names, leftOut, totalBytes, storedBytes }, sending.current.files);
      }
    },
    giveUp: () => {
      sending.current?.abort.abort();
      sending.current = null;
      if (state.phase !== "none") void client.upload.discard.mutate({ id: state.id }).catch(() => undefined);
      setState(NONE);
    },
  };
}
