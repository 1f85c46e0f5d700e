import { openResponse, studioResponse } from "@/server/api/studio-response";
import { StudioError } from "@/core/errors";
import { servingOf } from "@/core/serving";
import { changePassword, changePasswordInput } from "@/server/services/account/change-password";
import { join, joinInput } from "@/server/services/account/join";
import { invitationInput, openInvitation } from "@/server/services/account/open-invitation";
import { signIn, signInInput } from "@/server/services/account/sign-in";
import { signOut } from "@/server/services/account/sign-out";
import { localContext } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

/** Anybody may send these bodies, so no more is read than an honest one holds. */
const MOST_BYTES = 10_000;

/** The body as JSON; null for one that is none. @throws StudioError `invalid-input` for a long one */
async function readJson({ body }: Request): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.byteLength;
    if (bytes > MOST_BYTES)
      throw new StudioError("invalid-input", `The request is longer than ${String(MOST_BYTES)} bytes.`);
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString("utf8"));
  } catch {
    return null;
  }
}

/** What sets or takes away a cookie is no tRPC procedure: the headers of a batch are sent before its answers are known. */
const withCookies = (headers: Headers, body: object = {}): Response => {
  const response = Response.json(body, { headers: { "Cache-Control": "no-store" } });
  for (const cookie of headers.getSetCookie()) response.headers.append("Set-Cookie", cookie);
  return response;
};

/** @throws StudioError `not-ready` where there are no accounts */
function requireTeam(): void {
  if (servingOf(process.env).team) return;
  throw new StudioError("not-ready", "This studio has no accounts.", "Start it with STUDIO_MODE=team.");
}

/** Answers POST /api/account/sign-in `{email, password}` with the cookie of a new session. */
export const answerSignIn = (request: Request): Promise<Response> =>
  openResponse(async () => {
    requireTeam();
    const input = parseInput(signInInput, await readJson(request));
    const { db, workspaceId } = localContext();
    return withCookies(await signIn({ db, workspaceId, headers: request.headers, input }));
  });

/** Answers POST /api/account/sign-out. */
export const answerSignOut = (request: Request): Promise<Response> =>
  studioResponse(request, "keep an account", async (ctx) => {
    requireTeam();
    return withCookies(await signOut(ctx, request.headers));
  });

/** Answers POST /api/account/password `{current, next}` with the cookie of a new session. */
export const answerPassword = (request: Request): Promise<Response> =>
  studioResponse(request, "keep an account", async (ctx) => {
    requireTeam();
    const input = parseInput(changePasswordInput, await readJson(request));
    return withCookies(await changePassword({ ctx, headers: request.headers, input }));
  });

/** Answers POST /api/account/invitation `{token}` with what it is for. */
export const answerInvitation = (request: Request): Promise<Response> =>
  openResponse(async () => {
    requireTeam();
    const { token } = parseInput(invitationInput, await readJson(request));
    return withCookies(new Headers(), await openInvitation(localContext().db, token));
  });

/** Answers POST /api/account/join `{token, name, email, password}` with the cookie of the new account's first session. */
export const answerJoin = (request: Request): Promise<Response> =>
  openResponse(async () => {
    requireTeam();
    const input = parseInput(joinInput, await readJson(request));
    const { db, workspaceId } = localContext();
    const { email } = await join({ db, workspaceId, input });
    const { password } = input;
    return withCookies(
      await signIn({ db, workspaceId, headers: request.headers, input: { email, password } }),
    );
  });
