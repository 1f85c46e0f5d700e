"use client";

import { useSyncExternalStore } from "react";

const subscribe = () => () => undefined;

/** Whether the keyboard has ⌘; false on the server. */
export const useApple = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  );
