import { NextResponse, type NextRequest } from "next/server";
import { contentSecurityPolicy, refusal } from "@/core/request-guard";
import { servingOf } from "@/core/serving";

/** Runs before every page and API route: a studio must answer its own pages only. Who may do what is decided behind it. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  // Whoever starts or watches a studio asks for it at the address it listens on, whatever its origin.
  const isProbe = pathname === "/api/health";
  const refused = refusal({
    method: request.method,
    host: request.headers.get("host"),
    origin: request.headers.get("origin"),
    fetchSite: request.headers.get("sec-fetch-site"),
    isApi: pathname.startsWith("/api/"),
    served: servingOf(process.env).origin,
  });
  if (refused !== null && !isProbe)
    return new NextResponse(refused, { status: 403, headers: { "Content-Type": "text/plain" } });
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", pathname + search);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "same-origin");
  response.headers.set("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  return response;
}

export const config = { matcher: "/((?!_next/static|_next/image|duckdb/|icon.svg).*)" };
