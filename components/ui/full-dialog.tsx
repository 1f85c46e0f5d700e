"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode, RefObject } from "react";
import { IconButton } from "@/components/ui/button";

interface FullDialogProps {
  readonly title: string;
  readonly description: ReactNode;
  /** Beside the title. */
  readonly tools: ReactNode;
  readonly children: ReactNode;
  /** Where the focus begins. */
  readonly focusRef: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Takes the whole screen until it is closed. */
export const FullDialog = ({ title, description, tools, children, focusRef, onClose }: FullDialogProps) => (
  <Radix.Root open onOpenChange={(open) => !open && onClose()}>
    <Radix.Portal>
      <Radix.Content
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          focusRef.current?.focus();
        }}
        className="fixed inset-0 z-40 flex animate-fade flex-col bg-surface outline-none"
      >
        <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b py-1.5 pr-1.5 pl-3 sm:pl-4">
          <div className="min-w-0 flex-1">
            <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
            <Radix.Description className="truncate text-xs text-muted">{description}</Radix.Description>
          </div>
          {tools}
          <Radix.Close asChild>
            <IconButton label="Close" keys="Escape">
              <X />
            </IconButton>
          </Radix.Close>
        </header>
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
