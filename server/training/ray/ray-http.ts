import http from "node:http";
import https from "node:https";
import { text } from "node:stream/consumers";
import { StudioError } from "@/core/errors";
import type { RayBackend } from "@/server/training/backends";
import { BackendUnreachable } from "@/server/training/launcher";
import { readToken, tokenPlace } from "@/server/training/ray/ray-token";

export interface RayRequest {
  readonly method: "GET" | "POST" | "PUT";
  /** Below the dashboard's address, without a slash in front. */
  readonly path: string;
  readonly body?: string | Uint8Array;
}

export interface RayAnswer {
  readonly status: number;
  readonly text: string;
}

/** Asks a dashboard; what its answer means is for who asked. */
export type RayHttp = (request: RayRequest) => Promise<RayAnswer>;

/**
 * HTTP to the head of one Ray, with the token on every request. Redirects are not followed: the token would go where they lead.
 * Throws BackendUnreachable when no answer comes, StudioError `not-ready` when there is no token, the token is refused or the
 * answer leads elsewhere.
 */
export const rayHttp =
  (backend: RayBackend): RayHttp =>
  async (request) => {
    const token = await readToken(backend);
    const answer = await ask(backend, request, token);
    if (answer.status === 401 || answer.status === 403) throw refusedToken(backend, answer.status);
    if (answer.status >= 300 && answer.status < 400)
      throw new StudioError(
        "not-ready",
        `${backend.label}: ${backend.address} answers with ${String(answer.status)}, which leads to another address.`,
        "Name the dashboard's own address in backends.json: redirects are not followed, for the token would go along.",
      );
    return token === null ? answer : { ...answer, text: answer.text.replaceAll(token, "(token)") };
  };

async function ask(backend: RayBackend, request: RayRequest, token: string | null): Promise<RayAnswer> {
  try {
    return await exchange(backend, request, token);
  } catch (error) {
    throw new BackendUnreachable(`${backend.label} gives no answer: ${inWords(error, backend)}.`);
  }
}

/** Not by fetch, which sends what only browsers send: a dashboard lets no browser change anything. */
function exchange(
  { address, answerSeconds }: RayBackend,
  { method, path, body }: RayRequest,
  token: string | null,
): Promise<RayAnswer> {
  const url = new URL(`${address.replace(/\/+$/, "")}/${path}`);
  const open = url.protocol === "https:" ? https.request : http.request;
  const headers = {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(typeof body === "string" ? { "content-type": "application/json" } : {}),
    ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(answerSeconds * 1_000);
    const request = open(url, { method, headers, signal }, (response) => {
      text(response).then((said) => resolve({ status: response.statusCode ?? 0, text: said }), reject);
    });
    request.once("error", reject);
    request.end(body);
  });
}

function inWords(error: unknown, { address, answerSeconds }: RayBackend): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "AbortError") return `${address} took longer than ${String(answerSeconds)} s`;
  return `${address}: ${"code" in error ? String(error.code) : error.message}`;
}

function refusedToken(backend: RayBackend, status: number): StudioError {
  const place = tokenPlace(backend);
  return new StudioError(
    "not-ready",
    place === null
      ? `${backend.label} asks for a token (${String(status)}), and none is named.`
      : `${backend.label} refuses the token (${String(status)}) from ${place}.`,
    place === null
      ? "Name a tokenFile or a tokenVariable in backends.json."
      : "Put the cluster's token there; on the head it lies in ~/.ray/auth_token or where RAY_AUTH_TOKEN_PATH says.",
  );
}
