"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";

interface MenuProps {
  readonly trigger: ReactNode;
  readonly align?: "start" | "end";
  readonly children: ReactNode;
}

/** A button that opens a list of acts. */
export const Menu = ({ trigger, align = "start", children }: MenuProps) => (
  <Radix.Root modal={false}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-fade overflow-y-auto rounded-lg border bg-raised p-1 shadow-float"
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);

interface MenuItemProps {
  readonly onSelect: () => void;
  readonly children: ReactNode;
  readonly disabled?: boolean;
  /** The one of a group that is in force. */
  readonly checked?: boolean;
  readonly hint?: ReactNode;
}

export const MenuItem = ({ onSelect, children, disabled = false, checked, hint }: MenuItemProps) => (
  <Radix.Item
    onSelect={onSelect}
    disabled={disabled}
    className="flex min-h-7 cursor-pointer items-center gap-2 rounded-md px-2 text-sm outline-none data-disabled:cursor-not-allowed data-disabled:opacity-50 data-highlighted:bg-hover pointer-coarse:min-h-10"
  >
    {checked !== undefined && (
      <Check aria-hidden className={checked ? "size-3.5 text-accent" : "size-3.5 opacity-0"} />
    )}
    <span className="flex-1">{children}</span>
    {hint !== undefined && <span className="text-xs text-muted">{hint}</span>}
  </Radix.Item>
);

export const MenuLabel = ({ children }: { readonly children: ReactNode }) => (
  <Radix.Label className="eyebrow px-2 pb-0.5 pt-1.5">{children}</Radix.Label>
);

export const MenuSeparator = () => <Radix.Separator className="my-1 h-px bg-line" />;
