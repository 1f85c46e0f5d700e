import { NextResponse, type NextRequest } from "next/server";
import { contentSecurityPolicy, refusal } from "@/core/request-guard";
import { servingOf } from "@/core/serving";

/** A team's are asked for at the address that the studio listens on, whatever its origin; they tell no one's data. */
const PROBES = new Set(["/healthz", "/healthz/ready", "/metrics"]);

/** Runs before every page and API route: a studio must answer its own pages only. Who may do what is decided behind it. Names every request. */
export function proxy(request: NextRequest): NextResponse {
  const id = crypto.randomUUID();
  const { pathname, search } = request.nextUrl;
  const served = servingOf(process.env).origin;
  const isProbe = served !== null && PROBES.has(pathname);
  const refused = refusal({
    method: request.method,
    host: request.headers.get("host"),
    origin: request.headers.get("origin"),
    fetchSite: request.headers.get("sec-fetch-site"),
    isApi: pathname.startsWith("/api/"),
    served,
  });
  if (refused !== null && !isProbe)
    return new NextResponse(refused, {
      status: 403,
      headers: { "Content-Type": "text/plain", "X-Request-Id": id },
    });
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("X-Request-Id", id);
  headers.set("x-path", pathname + search);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("X-Request-Id", id);
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "same-origin");
  response.headers.set("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  return response;
}

export const config = { matcher: "/((?!_next/static|_next/image|duckdb/|icon.svg).*)" };
