"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { applyTheme, themeAfter, type Theme } from "@/components/frame/theme";
import { IconButton } from "@/components/ui/button";

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;
const LABELS = { system: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" } as const;

export function ThemeToggle({ initial }: { readonly initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const Icon = ICONS[theme];
  const advance = () => {
    const next = themeAfter(theme);
    setTheme(next);
    applyTheme(next);
  };
  return (
    <IconButton label={LABELS[theme]} onClick={advance}>
      <Icon />
    </IconButton>
  );
}
