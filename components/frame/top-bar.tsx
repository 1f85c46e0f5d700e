"use client";

import { Keyboard, Search } from "lucide-react";
import { AccountMenu } from "@/components/frame/account-menu";
import { CorpusChooser } from "@/components/frame/corpus-chooser";
import { JobTray } from "@/components/frame/job-tray";
import { ThemeToggle } from "@/components/frame/theme-toggle";
import type { Theme } from "@/components/frame/theme";
import { Button, IconButton } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

interface TopBarProps {
  readonly theme: Theme;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

export const TopBar = ({ theme, onSearch, onHelp }: TopBarProps) => (
  <header className="flex h-11 shrink-0 items-center gap-1 border-b bg-surface px-2 sm:px-3 pointer-coarse:h-12">
    <CorpusChooser />
    <div className="flex-1" />
    <JobTray />
    <Button onClick={onSearch} className="w-44 justify-start text-muted max-sm:hidden">
      <Search aria-hidden className="size-3.5" />
      <span className="flex-1 text-left">Go to…</span>
      <Kbd keys="mod+k" />
    </Button>
    <IconButton
      label="Go to a page, a corpus or a document"
      keys="mod+k"
      onClick={onSearch}
      className="sm:hidden"
    >
      <Search />
    </IconButton>
    <ThemeToggle initial={theme} />
    <IconButton label="Keys of this page" keys="?" onClick={onHelp} className="max-sm:hidden">
      <Keyboard />
    </IconButton>
    <AccountMenu />
  </header>
);
