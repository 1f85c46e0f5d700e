"use client";

import { keyCaps } from "@/components/ui/key-caps";
import { useApple } from "@/components/ui/use-apple";

/** Keys as they stand on the keyboard. @param keys as in `KeyBinding`, such as "mod+k" */
export const Kbd = ({ keys }: { readonly keys: string }) => {
  const apple = useApple();
  return (
    <span className="inline-flex gap-0.5">
      {keyCaps(keys, apple).map((cap) => (
        <kbd
          key={cap}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line-strong bg-sunken px-1 font-sans text-2xs text-muted"
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
};
