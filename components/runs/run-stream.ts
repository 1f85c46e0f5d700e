import { EMPTY_CURVES, foldEvents, type RunCurves, type TrainingEvent } from "@/core/training-events";

export interface RunStreamState {
  readonly curves: RunCurves;
  /** `over`: the run has ended and all its events are here; `lost`: the connection ended with an error. */
  readonly link: "connecting" | "live" | "over" | "lost";
}

interface Handlers {
  readonly onStarted: () => void;
  readonly onEvent: (event: TrainingEvent) => void;
  readonly onComplete: () => void;
  readonly onError: () => void;
}

/** Opens the events after `lastSeq` (null: from the first) and returns what closes them. */
export type OpenEvents = (lastSeq: number | null, handlers: Handlers) => () => void;

export interface RunStream {
  readonly subscribe: (onChange: () => void) => () => void;
  readonly snapshot: () => RunStreamState;
}

/**
 * The curves of a run as a store. Events are gathered and folded together once a frame, so that a long history does
 * not draw the page a thousand times; a page that comes back takes up where it left.
 *
 * @param nextFrame calls back once before the next drawing, as `requestAnimationFrame` does
 */
export function createRunStream(open: OpenEvents, nextFrame: (callback: () => void) => void): RunStream {
  let state: RunStreamState = { curves: EMPTY_CURVES, link: "connecting" };
  let link = state.link;
  let pending: TrainingEvent[] = [];
  let scheduled = false;
  let close: (() => void) | null = null;
  const listeners = new Set<() => void>();

  const flush = () => {
    scheduled = false;
    const curves = foldEvents(pending, state.curves);
    pending = [];
    if (curves === state.curves && link === state.link) return;
    state = { curves, link };
    for (const listener of listeners) listener();
  };
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    nextFrame(flush);
  };
  const setLink = (next: RunStreamState["link"]) => {
    link = next;
    schedule();
  };
  const connect = () => {
    const lastSeq = Math.max(state.curves.lastSeq, pending.at(-1)?.seq ?? -1);
    close = open(lastSeq < 0 ? null : lastSeq, {
      onStarted: () => setLink("live"),
      onEvent: (event) => {
        pending.push(event);
        schedule();
      },
      onComplete: () => setLink("over"),
      onError: () => setLink("lost"),
    });
  };
  return {
    snapshot: () => state,
    subscribe: (onChange) => {
      listeners.add(onChange);
      if (close === null) connect();
      return () => {
        listeners.delete(onChange);
        if (listeners.size > 0) return;
        close?.();
        close = null;
      };
    },
  };
}
