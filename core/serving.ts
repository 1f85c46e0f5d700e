import { StudioError } from "@/core/errors";

/** How a studio is served, as its environment says. */
export interface Serving {
  /** Whether people need accounts; without, everybody who reaches the studio may do everything. */
  readonly team: boolean;
  /** Address it listens on, an IPv6 one without brackets. */
  readonly host: string;
  /** The only address browsers may use, such as https://studio.example.org; null for any loopback name. */
  readonly origin: string | null;
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1"]);

/** A URL has an IPv6 address in brackets; to listen on it they must go. */
const bare = (host: string): string => host.replace(/^\[(.*)\]$/, "$1");

/**
 * Reads STUDIO_MODE, STUDIO_HOST and STUDIO_ORIGIN.
 * @throws StudioError `invalid-input` for what would let strangers in: an open address without accounts, or passwords in clear
 */
export function servingOf(env: Readonly<Record<string, string | undefined>>): Serving {
  const mode = env["STUDIO_MODE"] ?? "alone";
  const host = bare(env["STUDIO_HOST"] ?? "127.0.0.1");
  if (mode !== "alone" && mode !== "team")
    throw new StudioError("invalid-input", `STUDIO_MODE is "${mode}".`, "Set it to team, or leave it out.");
  if (mode === "alone") {
    if (LOOPBACK.has(host)) return { team: false, host, origin: null };
    throw new StudioError(
      "invalid-input",
      `STUDIO_HOST is "${host}", and this studio has no accounts: everybody who reaches it could do everything.`,
      "Leave STUDIO_HOST out, or set STUDIO_MODE=team (docs/team.md).",
    );
  }
  const origin = originOf(env["STUDIO_ORIGIN"]);
  if (origin === null && !LOOPBACK.has(host))
    throw new StudioError(
      "invalid-input",
      `STUDIO_HOST is "${host}", but STUDIO_ORIGIN does not say under which address people reach the studio.`,
      "Set STUDIO_ORIGIN to it, such as https://studio.example.org (docs/team.md).",
    );
  return { team: true, host, origin };
}

function originOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe =
    url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.has(bare(url.hostname)));
  if (url !== null && isSafe && url.href === `${url.origin}/`) return url.origin;
  throw new StudioError(
    "invalid-input",
    `STUDIO_ORIGIN is "${text}".`,
    "Write scheme and name only, such as https://studio.example.org; http is for loopback alone.",
  );
}
