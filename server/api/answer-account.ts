import type { z } from "zod";
import type { RequestContext } from "@/server/api/context";
import { openResponse, studioResponse } from "@/server/api/studio-response";
import { holdsUnstorable, unstorableText } from "@/server/api/unstorable-text";
import { StudioError } from "@/core/errors";
import { servingOf } from "@/core/serving";
import { beginSession, wrongPassword } from "@/server/services/account/begin-session";
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

/** The body as what a route takes. @throws StudioError `invalid-input` for anything else, and for text that cannot be kept */
async function readInput<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
): Promise<z.output<Schema>> {
  const input = parseInput(schema, await readJson(request));
  if (holdsUnstorable(input)) throw unstorableText();
  return input;
}

/** What sets or takes away a cookie is no tRPC procedure: the headers of a batch are sent before its answers are known. */
const withCookies = (headers: Headers, body: object = {}): Response => {
  const response = Response.json(body, { headers: { "Cache-Control": "no-store" } });
  for (const cookie of headers.getSetCookie()) response.headers.append("Set-Cookie", cookie);
  return response;
};

const noAccounts = (): StudioError =>
  new StudioError("not-ready", "This studio has no accounts.", "Start it with STUDIO_MODE=team.");

/** @throws StudioError `not-ready` where there are no accounts */
function requireTeam(): void {
  if (!servingOf(process.env).team) throw noAccounts();
}

/** The session of a request. @throws StudioError `not-ready` where there are no accounts */
function sessionOf({ signInId }: RequestContext): string {
  if (signInId === undefined) throw noAccounts();
  return signInId;
}

/** Answers POST /api/account/sign-in `{email, password}` with the cookie of a new session. */
export const answerSignIn = (request: Request): Promise<Response> =>
  openResponse(async () => {
    requireTeam();
    const input = await readInput(signInInput, request);
    const { db, workspaceId } = localContext();
    return withCookies(await signIn({ db, workspaceId, headers: request.headers, input }));
  });

/** Answers POST /api/account/sign-out. */
export const answerSignOut = (request: Request): Promise<Response> =>
  studioResponse(request, "keep an account", async (ctx) => {
    const signInId = sessionOf(ctx);
    return withCookies(await signOut({ ctx, signInId, headers: request.headers }));
  });

/** Answers POST /api/account/password `{current, next}` with the cookie of a new session. */
export const answerPassword = (request: Request): Promise<Response> =>
  studioResponse(request, "keep an account", async (ctx) => {
    requireTeam();
    const input = await readInput(changePasswordInput, request);
    return withCookies(await changePassword({ ctx, headers: request.headers, input }));
  });

/** Answers POST /api/account/invitation `{token}` with what it is for. */
export const answerInvitation = (request: Request): Promise<Response> =>
  openResponse(async () => {
    requireTeam();
    const { token } = await readInput(invitationInput, request);
    return withCookies(new Headers(), await openInvitation(localContext().db, token));
  });

/** Answers POST /api/account/join `{token, name, email, password}` with the cookie of the new account's first session. */
export const answerJoin = (request: Request): Promise<Response> =>
  openResponse(async () => {
    requireTeam();
    const input = await readInput(joinInput, request);
    const { db, workspaceId } = localContext();
    const { email } = await join({ db, workspaceId, input });
    const { headers } = request;
    const begun = await beginSession({ db, workspaceId, headers, email, password: input.password });
    if (begun === null) throw wrongPassword();
    return withCookies(begun);
  });
