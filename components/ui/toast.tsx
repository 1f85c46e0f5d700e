"use client";

import { X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { create } from "zustand";
import { IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";

export interface ToastMessage {
  readonly title: string;
  readonly detail?: string;
  readonly tone?: "neutral" | "good" | "danger";
  /** A link or a button. */
  readonly action?: ReactNode;
}

interface ToastStore {
  readonly shown: readonly (ToastMessage & { readonly id: number })[];
  readonly next: number;
}

const MOST_AT_ONCE = 3;

const useToasts = create<ToastStore>(() => ({ shown: [], next: 1 }));

/** Says what happened elsewhere. What went wrong here belongs where it went wrong. */
export function toast(message: ToastMessage): void {
  useToasts.setState(({ shown, next }) => ({
    shown: [...shown, { ...message, id: next }].slice(-MOST_AT_ONCE),
    next: next + 1,
  }));
}

const dismiss = (id: number) =>
  useToasts.setState(({ shown }) => ({ shown: shown.filter((item) => item.id !== id) }));

const EDGES = { neutral: "border-l-accent", good: "border-l-good", danger: "border-l-danger" } as const;

/** Where toasts appear; once, in the frame. F8 moves the focus there. */
export function Toaster() {
  const shown = useToasts((store) => store.shown);
  return (
    <Radix.Provider duration={6000} label="Notification">
      {shown.map(({ id, title, detail, tone = "neutral", action }) => (
        <Radix.Root
          key={id}
          onOpenChange={(open) => !open && dismiss(id)}
          className={cx(
            "flex animate-fade items-start gap-2 rounded-md border border-l-2 bg-raised py-2 pl-3 pr-1 shadow-float",
            EDGES[tone],
          )}
        >
          <div className="min-w-0 flex-1 py-0.5">
            <Radix.Title className="break-words text-sm font-medium">{title}</Radix.Title>
            {detail !== undefined && (
              <Radix.Description className="break-words text-xs text-muted">{detail}</Radix.Description>
            )}
            {action !== undefined && <div className="mt-1 text-xs">{action}</div>}
          </div>
          <Radix.Close asChild>
            <IconButton label="Dismiss">
              <X />
            </IconButton>
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="fixed inset-x-2 bottom-16 z-50 flex flex-col gap-2 outline-none sm:inset-x-auto sm:bottom-3 sm:right-3 sm:w-80" />
    </Radix.Provider>
  );
}
