"use client";

import { useEffect, useReducer, useState } from "react";
import { useTRPCClient } from "@/components/api/trpc";
import { MOST_ONLY_IN_LINK } from "@/components/corpus/browse/browse-url";
import type { Listing } from "@/core/listing";
import type { ListingEvent } from "@/server/services/document/open-listing";

export type ListingWork = Omit<Extract<ListingEvent, { kind: "working" }>, "kind">;

/** A listing whose rows can be read. */
export interface ReadyListing {
  readonly key: string;
  readonly versionId: string;
  readonly listing: Listing;
  readonly total: number;
}

type State =
  | { readonly kind: "working"; readonly work: ListingWork | null }
  | { readonly kind: "failed"; readonly error: unknown };

interface Opened {
  /** The newest that is ready; its rows stay while the next is made. */
  readonly shown: ReadyListing | null;
  /** What is under way or went wrong, and for which listing. */
  readonly at: { readonly key: string; readonly state: State } | null;
}

type Event =
  | { readonly kind: "ready"; readonly ready: ReadyListing }
  | { readonly kind: "state"; readonly key: string; readonly state: State };

function reduce({ shown }: Opened, event: Event): Opened {
  if (event.kind === "state") return { shown, at: event };
  const same = shown?.key === event.ready.key && shown.total === event.ready.total;
  return { shown: same ? shown : event.ready, at: null };
}

const keyOf = (versionId: string, listing: Listing): string => JSON.stringify([versionId, listing]);

/** A subscription travels in an address: many documents named one by one do not fit, and need no search of their own. */
function subscribable({ only, ...rest }: Listing): Listing {
  return only === undefined || only.length <= MOST_ONLY_IN_LINK ? { ...rest, ...(only && { only }) } : rest;
}

/** Has the server make a listing, and tells how far it is; leaving it ends the work. */
export function useListing(versionId: string, listing: Listing) {
  const client = useTRPCClient();
  const [attempt, setAttempt] = useState(0);
  const [{ shown, at }, dispatch] = useReducer(reduce, { shown: null, at: null });
  const key = keyOf(versionId, listing);
  useEffect(() => {
    const [, asked] = JSON.parse(key) as [string, Listing];
    const leaving = new AbortController();
    const tell = (state: State) => dispatch({ kind: "state", key, state });
    const ready = (total: number) =>
      dispatch({ kind: "ready", ready: { key, versionId, listing: asked, total } });
    const fail = (error: unknown) => {
      if (!leaving.signal.aborted) tell({ kind: "failed", error });
    };
    const opening = subscribable(asked);
    const finish = async (total: number) => {
      if (opening.only?.length === asked.only?.length) return ready(total);
      const input = { versionId, listing: asked, offset: 0, limit: 1 };
      const page = await client.document.page.query(input, { signal: leaving.signal });
      ready(page.total);
    };
    const subscription = client.document.openListing.subscribe(
      { versionId, listing: opening },
      {
        onData: (event: ListingEvent) => {
          if (event.kind === "ready") void finish(event.total).catch(fail);
          else tell({ kind: "working", work: event });
        },
        onError: fail,
      },
    );
    return () => {
      leaving.abort();
      subscription.unsubscribe();
    };
  }, [client, versionId, key, attempt]);

  const isShown = shown?.key === key && at?.key !== key;
  const state: State = at?.key === key ? at.state : { kind: "working", work: null };
  return {
    shown: shown?.versionId === versionId ? shown : null,
    /** What is under way; null once the listing asked for is the one shown. */
    work: isShown ? null : state.kind === "working" ? { progress: state.work } : null,
    error: isShown || state.kind === "working" ? null : state.error,
    retry: () => setAttempt((made) => made + 1),
  };
}
