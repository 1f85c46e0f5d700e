"use client";

import { ALargeSmall } from "lucide-react";
import { useId } from "react";
import { useReadingLook } from "@/components/reader/reading-look";
import { IconButton } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";

const FONTS = [
  { value: "serif", label: "Serif" },
  { value: "sans", label: "Sans" },
  { value: "mono", label: "Mono" },
] as const;
const SIZES = [
  { value: "small", label: "Small" },
  { value: "medium", label: "Medium" },
  { value: "large", label: "Large" },
] as const;

/** How texts are shown, remembered for all of them. */
export function LookMenu() {
  const [look, change] = useReadingLook();
  const id = useId();
  return (
    <Popover
      label="How texts are shown"
      align="end"
      className="w-64 space-y-3"
      trigger={
        <IconButton label="How texts are shown">
          <ALargeSmall />
        </IconButton>
      }
    >
      <Segmented
        label="Font"
        value={look.font}
        options={FONTS}
        onValue={(font) => change({ font })}
        className="flex w-full"
      />
      <Segmented
        label="Size"
        value={look.size}
        options={SIZES}
        onValue={(size) => change({ size })}
        className="flex w-full"
      />
      <div>
        <label className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            className="accent-accent"
            checked={look.controls}
            onChange={(event) => change({ controls: event.target.checked })}
            aria-describedby={id}
          />
          Show control characters
        </label>
        <p id={id} className="pt-1 text-xs text-muted">
          Zero-width, ANSI and other invisible characters as symbols. Characters that turn the direction of
          text, and null, always show.
        </p>
      </div>
    </Popover>
  );
}
