import type { ReactNode } from "react";
import { ThemeToggle } from "@/components/frame/theme-toggle";
import type { Theme } from "@/components/frame/theme";
import { TooltipProvider } from "@/components/ui/tooltip";

interface DoorFrameProps {
  readonly theme: Theme;
  readonly children: ReactNode;
}

/** Around the pages for whoever has not signed in: nothing of the studio but its name. */
export const DoorFrame = ({ theme, children }: DoorFrameProps) => (
  <TooltipProvider>
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-11 shrink-0 items-center gap-1 border-b bg-surface px-3 pointer-coarse:h-12">
        <span className="flex-1 text-sm font-semibold">Meta-rater Studio</span>
        <ThemeToggle initial={theme} />
      </header>
      <main className="mx-auto w-full max-w-md px-4 py-8 sm:py-14">{children}</main>
    </div>
  </TooltipProvider>
);
