import http from "node:http";
import https from "node:https";
import { StudioError } from "@/core/errors";
import { BackendUnreachable } from "@/server/training/launcher";
import { readToken, type TokenPlace } from "@/server/training/token-place";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the service's address, without a slash in front. */
  readonly path: string;
  readonly body?: string | Uint8Array;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** A service of the network that may ask for a token. */
export interface TokenService extends TokenPlace {
  readonly address: string;
  /** How long an answer may take. */
  readonly answerSeconds: number;
  /** Headers of every request. */
  readonly headers: (token: string | null) => Readonly<Record<string, string>>;
}

/** Asks a service; what its answer means is for who asked. */
export type TokenHttp = (request: HttpRequest) => Promise<HttpAnswer>;

/**
 * HTTP with the token on every request, struck from every answer. Redirects are not followed: the token would go where they lead.
 * Throws BackendUnreachable when no answer comes, StudioError `not-ready` when there is no token where it should lie or the
 * answer leads elsewhere.
 */
export const tokenHttp =
  (service: TokenService): TokenHttp =>
  async (request) => {
    const token = await readToken(service);
    const answer = await ask(service, request, token);
    if (answer.status >= 300 && answer.status < 400)
      throw new StudioError(
        "not-ready",
        `${service.label}: ${service.address} answers with ${String(answer.status)}, which leads to another address.`,
        "Name its own address: redirects are not followed, for the token would go along.",
      );
    return token === null ? answer : { ...answer, text: answer.text.replaceAll(token, "(token)") };
  };

/** Whether requests travel unencrypted beyond this machine. */
export function isOpen(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "http:" && !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

async function ask(service: TokenService, request: HttpRequest, token: string | null): Promise<HttpAnswer> {
  try {
    return await exchange(service, request, token);
  } catch (error) {
    throw new BackendUnreachable(`${service.label} gives no answer: ${inWords(error, service)}.`);
  }
}

/** Not by fetch, which sends what only browsers send: a Ray dashboard lets no browser change anything. */
function exchange(
  { address, answerSeconds, headers }: TokenService,
  { method, path, body }: HttpRequest,
  token: string | null,
): Promise<HttpAnswer> {
  const url = new URL(`${address.replace(/\/+$/, "")}/${path}`);
  const open = url.protocol === "https:" ? https.request : http.request;
  const sent = {
    ...headers(token),
    ...(typeof body === "string" ? { "content-type": "application/json" } : {}),
    ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(answerSeconds * 1_000);
    const request = open(url, { method, headers: sent, signal }, (response) => {
      textOf(response).then((said) => resolve({ status: response.statusCode ?? 0, text: said }), reject);
    });
    request.once("error", reject);
    request.end(body);
  });
}

/** A list of all jobs of a large cluster is some 100 MB. */
const MOST_BYTES = 256 * 1024 * 1024;

async function textOf(response: http.IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new Error("its answer is longer than 256 MiB");
    pieces.push(piece);
  }
  return Buffer.concat(pieces, bytes).toString("utf8");
}

function inWords(error: unknown, { address, answerSeconds }: TokenService): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "AbortError") return `${address} took longer than ${String(answerSeconds)} s`;
  return `${address}: ${"code" in error ? String(error.code) : error.message}`;
}
