export interface RequestFacts {
  readonly method: string;
  readonly host: string | null;
  readonly origin: string | null;
  /** `Sec-Fetch-Site`; null from clients that are not browsers. */
  readonly fetchSite: string | null;
  readonly isApi: boolean;
  /** The only origin of a studio that serves a team; null for loopback, whatever the name and port. */
  readonly served?: string | null;
}

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;

/**
 * Why a request must not be answered, or null. On loopback there is no sign-in, so any website the person visits
 * could call the studio: by a foreign Origin, or by a name of its own that resolves to 127.0.0.1 (DNS rebinding).
 */
export function refusal({
  method,
  host,
  origin,
  fetchSite,
  isApi,
  served = null,
}: RequestFacts): string | null {
  const names = served === null ? "127.0.0.1 and localhost" : new URL(served).host;
  const isName = host !== null && (served === null ? LOOPBACK_HOST.test(host) : host === names);
  if (!isName) return `This studio answers on ${names} only, not as "${(host ?? "").slice(0, 100)}".`;
  const foreignOrigin = origin !== null && origin !== (served ?? `http://${host}`);
  const foreignSite = isApi && fetchSite !== null && fetchSite !== "same-origin" && fetchSite !== "none";
  const changes = method !== "GET" && method !== "HEAD";
  if (foreignOrigin || foreignSite || (changes && origin === null)) {
    return "This studio takes requests from its own pages only.";
  }
  return null;
}

/** Strict CSP: scripts by nonce only, nothing from another origin; wasm for DuckDB. `eval` only for the development server. */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // Of attributes alone: React writes sizes and colours of charts as such on the server. What they name is from here too.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
