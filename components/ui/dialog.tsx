"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** Buttons, right-aligned; the main one last. */
  readonly footer?: ReactNode;
  readonly wide?: boolean;
}

/** Focus begins in the first field, else on the dialog itself: on the close button it would open a tooltip. */
function focusFirstField(event: Event): void {
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement)) return;
  event.preventDefault();
  (content.querySelector<HTMLElement>("input, textarea, select") ?? content).focus();
}

/** A question over the page; on a narrow screen it rises from the bottom. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  wide = false,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        {/* Not Radix.Overlay: its scroll lock writes a <style> element, which the content security policy refuses. */}
        <div aria-hidden className="fixed inset-0 z-40 animate-fade bg-[rgb(10_10_20/0.4)]" />
        <Radix.Content
          onOpenAutoFocus={focusFirstField}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          className={cx(
            "fixed z-40 flex max-h-[85dvh] outline-none animate-fade flex-col border bg-raised shadow-float",
            "inset-x-0 bottom-0 rounded-t-lg sm:inset-x-auto sm:bottom-auto sm:left-1/2 sm:top-[12dvh] sm:-translate-x-1/2 sm:rounded-lg",
            wide ? "sm:w-[min(880px,92vw)]" : "sm:w-[min(520px,92vw)]",
          )}
        >
          <header className="flex items-center gap-2 border-b py-2 pr-2 pl-4">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="text-xs text-muted">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" keys="Escape">
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
          {footer !== undefined && (
            <footer className="flex justify-end gap-2 border-t px-4 py-2.5">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
