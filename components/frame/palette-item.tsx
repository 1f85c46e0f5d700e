import { Command } from "cmdk";
import type { ReactNode } from "react";

interface PaletteItemProps {
  /** What a search is matched against; unique in the palette. */
  readonly value: string;
  readonly onSelect: () => void;
  readonly hint?: string;
  readonly children: ReactNode;
}

export const PaletteItem = ({ value, onSelect, hint, children }: PaletteItemProps) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    className="flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2 text-sm data-[selected=true]:bg-hover pointer-coarse:min-h-10"
  >
    <span className="min-w-0 flex-1 truncate">{children}</span>
    {hint !== undefined && <span className="shrink-0 text-xs text-muted">{hint}</span>}
  </Command.Item>
);
