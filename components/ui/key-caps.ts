const CAPS: Readonly<Record<string, string>> = {
  mod: "Ctrl",
  shift: "⇧",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
  Escape: "Esc",
  " ": "Space",
};

/** What stands on the caps of "mod+shift+ArrowUp". @param apple whether it is a keyboard with ⌘ */
export const keyCaps = (keys: string, apple: boolean): string[] =>
  (keys === "+" ? ["+"] : keys.split("+")).map((key) =>
    key === "mod" && apple ? "⌘" : (CAPS[key] ?? (key.length === 1 ? key.toUpperCase() : key)),
  );
