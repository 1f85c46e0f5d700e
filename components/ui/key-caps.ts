const CAPS: Readonly<Record<string, string>> = {
  mod: "⌘/Ctrl",
  shift: "⇧",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
  Escape: "Esc",
  " ": "Space",
};

/** What stands on the caps of "mod+shift+ArrowUp". */
export const keyCaps = (keys: string): string[] =>
  (keys === "+" ? ["+"] : keys.split("+")).map(
    (key) => CAPS[key] ?? (key.length === 1 ? key.toUpperCase() : key),
  );
