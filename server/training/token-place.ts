import { readFile } from "node:fs/promises";
import { StudioError } from "@/core/errors";

/** Where a token lies: a file that holds nothing else, or an environment variable of the studio. */
export interface TokenPlace {
  /** Of what asks for it. */
  readonly label: string;
  readonly tokenFile?: string | undefined;
  readonly tokenVariable?: string | undefined;
}

/** Where an admin looks for the token, in words; null for a service that is given none. */
export function tokenPlace({ tokenFile, tokenVariable }: Omit<TokenPlace, "label">): string | null {
  if (tokenFile !== undefined) return `the file ${tokenFile}`;
  return tokenVariable === undefined ? null : `the environment variable ${tokenVariable} of the studio`;
}

/**
 * The token, read anew for every request so that it can be changed; null for a service that is given none.
 * @throws StudioError `not-ready` that says where it was looked for and never what was found.
 */
export async function readToken(where: TokenPlace): Promise<string | null> {
  const place = tokenPlace(where);
  if (place === null) return null;
  const token = (await readSecret(where))?.trim() ?? "";
  // A header takes no other characters, and would tell the token in its complaint.
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new StudioError(
    "not-ready",
    `${where.label}: ${token === "" ? "there is no token in" : "what stands there is no token:"} ${place}.`,
    "Put the token there, and nothing else; the studio must be able to read it.",
  );
}

async function readSecret({ tokenFile, tokenVariable }: TokenPlace): Promise<string | null> {
  if (tokenFile !== undefined) return readFile(tokenFile, "utf8").catch(() => null);
  return process.env[tokenVariable ?? ""] ?? null;
}
