"use client";

import { useEffect, useReducer, useState } from "react";
import type { WorkEvent } from "@/server/services/follow-work";

interface Listener<T, P extends object> {
  readonly onData: (event: WorkEvent<T, P>) => void;
  readonly onError: (error: unknown) => void;
}

/** Asks the server; leaving ends the work there. */
export type Subscribe<T, P extends object> = (listener: Listener<T, P>) => { unsubscribe: () => void };

export interface Work<T, P> {
  /** The newest result; stays until the next is here. */
  readonly result: T | null;
  /** The key of the result; null without one. */
  readonly of: string | null;
  /** Whether `result` belongs to what is asked now. */
  readonly current: boolean;
  readonly working: boolean;
  /** Null while nothing has been told. */
  readonly progress: P | null;
  readonly error: unknown;
  readonly retry: () => void;
  readonly cancel: () => void;
}

interface Heard<T, P> {
  readonly result: { readonly key: string; readonly value: T } | null;
  readonly progress: { readonly key: string; readonly value: P } | null;
  readonly failure: { readonly key: string; readonly error: unknown } | null;
}

type Said<T, P extends object> = { readonly key: string } & (
  { readonly event: WorkEvent<T, P> } | { readonly error: unknown } | { readonly again: true }
);

function hear<T, P extends object>(heard: Heard<T, P>, said: Said<T, P>): Heard<T, P> {
  const { key } = said;
  if ("again" in said) return { ...heard, progress: null, failure: null };
  if ("error" in said) return { ...heard, progress: null, failure: { key, error: said.error } };
  const { event } = said;
  if (event.kind === "ready") return { result: { key, value: event.result }, progress: null, failure: null };
  return { ...heard, progress: { key, value: event } };
}

/**
 * Long work that the server does while somebody looks. Asked again for another key; nothing is asked for without one.
 * @param subscribe stands still as long as the key does
 */
export function useWork<T, P extends object>(key: string | null, subscribe: Subscribe<T, P>): Work<T, P> {
  const [attempt, setAttempt] = useState(0);
  const [stopped, setStopped] = useState<string | null>(null);
  const [heard, dispatch] = useReducer(hear<T, P>, { result: null, progress: null, failure: null });
  const isStopped = key !== null && stopped === key;
  useEffect(() => {
    if (key === null || isStopped) return;
    dispatch({ key, again: true });
    const subscription = subscribe({
      onData: (event) => dispatch({ key, event }),
      onError: (error) => dispatch({ key, error }),
    });
    return () => subscription.unsubscribe();
  }, [key, subscribe, isStopped, attempt]);
  const failure = heard.failure !== null && heard.failure.key === key ? heard.failure : null;
  const current = heard.result !== null && heard.result.key === key;
  return {
    result: heard.result?.value ?? null,
    of: heard.result?.key ?? null,
    current,
    working: key !== null && !isStopped && !current && failure === null,
    progress: heard.progress?.key === key ? (heard.progress?.value ?? null) : null,
    error: failure?.error ?? null,
    retry: () => {
      setStopped(null);
      setAttempt((made) => made + 1);
    },
    cancel: () => setStopped(key),
  };
}
