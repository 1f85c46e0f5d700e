"use client";

import { Suspense, useState, type ReactNode } from "react";
import { CommandPalette } from "@/components/frame/command-palette";
import { HelpSheet } from "@/components/frame/help-sheet";
import { Rail } from "@/components/frame/rail";
import type { Theme } from "@/components/frame/theme";
import { TopBar } from "@/components/frame/top-bar";
import { useKeys } from "@/components/ui/keys";
import { Toaster } from "@/components/ui/toast";
import { TooltipProvider } from "@/components/ui/tooltip";

interface AppFrameProps {
  readonly theme: Theme;
  readonly children: ReactNode;
}

/** Rail, top bar, palette, help and toasts around every page; the page scrolls in `<main>`, or fills it. */
export function AppFrame({ theme, children }: AppFrameProps) {
  const [open, setOpen] = useState<"palette" | "help" | null>(null);
  useKeys("Everywhere", [
    {
      keys: "mod+k",
      label: "Go to a page, a corpus, a run or a document",
      run: () => setOpen("palette"),
      whileTyping: true,
    },
    { keys: "?", label: "Keys of this page", run: () => setOpen("help") },
  ]);
  const close = (isOpen: boolean) => !isOpen && setOpen(null);
  return (
    <TooltipProvider>
      <a
        href="#main"
        className="fixed left-2 top-2 z-50 -translate-y-20 rounded-md border bg-raised px-3 py-1.5 text-sm focus:translate-y-0"
      >
        Skip to the content
      </a>
      <div className="flex h-dvh flex-col sm:flex-row">
        <Rail />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <TopBar theme={theme} onSearch={() => setOpen("palette")} onHelp={() => setOpen("help")} />
          <main id="main" tabIndex={-1} className="relative min-h-0 flex-1 overflow-y-auto outline-none">
            {children}
          </main>
        </div>
      </div>
      <Suspense>
        <CommandPalette open={open === "palette"} onOpenChange={close} />
      </Suspense>
      <HelpSheet open={open === "help"} onOpenChange={close} />
      <Toaster />
    </TooltipProvider>
  );
}
