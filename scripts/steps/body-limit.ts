import type { IncomingMessage, ServerResponse } from "node:http";

/** More than any route takes; what Next hands from its proxy to a route is cut off there. */
const MOST_BYTES = 10_000_000;

interface Refusal {
  readonly status: 411 | 413;
  readonly text: string;
}

/** Why the body of a request is not read, or null. Browsers and reverse proxies always say how long it is. */
export function bodyRefusal({ headers }: Pick<IncomingMessage, "headers">): Refusal | null {
  if (headers["transfer-encoding"] !== undefined)
    return {
      status: 411,
      text: "The studio reads a body only when its length is said: send Content-Length.\n",
    };
  if (Number(headers["content-length"] ?? 0) > MOST_BYTES)
    return { status: 413, text: "The studio takes at most 10 MB in one request.\n" };
  return null;
}

/** Answers without reading on, and lets go of the connection. */
export function refuseBody(response: ServerResponse, { status, text }: Refusal): void {
  response.writeHead(status, { "Content-Type": "text/plain", Connection: "close" });
  response.end(text);
}
