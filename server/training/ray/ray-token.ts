import { readFile } from "node:fs/promises";
import { StudioError } from "@/core/errors";
import type { RayBackend } from "@/server/training/backends";

type Where = Pick<RayBackend, "label" | "tokenFile" | "tokenVariable">;

/** Where an admin looks for the bearer token, in words; null for a cluster that is given none. */
export function tokenPlace({ tokenFile, tokenVariable }: Where): string | null {
  if (tokenFile !== undefined) return `the file ${tokenFile}`;
  return tokenVariable === undefined ? null : `the environment variable ${tokenVariable} of the studio`;
}

/**
 * The bearer token, read anew for every request so that it can be changed; null for a cluster that is given none.
 * @throws StudioError `not-ready` that says where it was looked for and never what was found.
 */
export async function readToken(where: Where): Promise<string | null> {
  const place = tokenPlace(where);
  if (place === null) return null;
  const token = (await readSecret(where))?.trim() ?? "";
  // A header takes no other characters, and would tell the token in its complaint.
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new StudioError(
    "not-ready",
    `${where.label}: ${token === "" ? "there is no token in" : "what stands there is no token:"} ${place}.`,
    "Put the cluster's token there, and nothing else; the studio must be able to read it.",
  );
}

async function readSecret({ tokenFile, tokenVariable }: Where): Promise<string | null> {
  if (tokenFile !== undefined) return readFile(tokenFile, "utf8").catch(() => null);
  return process.env[tokenVariable ?? ""] ?? null;
}
