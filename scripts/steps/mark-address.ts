import type { IncomingMessage } from "node:http";

/** Read by server/services/account; nothing that a client writes there comes through. */
const HEADER = "x-studio-address";

/**
 * Writes into a request from where it came. The studio speaks no TLS itself, so with an https origin a proxy stands in
 * front, whose own entry is the last of X-Forwarded-For: those before it are what the client claims.
 */
export function markAddress({ headers, socket }: IncomingMessage, behindProxy: boolean): void {
  const forwarded = headers["x-forwarded-for"];
  const last = [forwarded].flat().join(",").split(",").at(-1)?.trim() ?? "";
  headers[HEADER] = behindProxy && last !== "" ? last : (socket.remoteAddress ?? "");
}
