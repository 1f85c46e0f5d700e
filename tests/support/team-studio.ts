import type { Role } from "@/core/access";
import { answerJoin, answerSignIn } from "@/server/api/answer-account";
import { callerOf } from "@/server/api/caller";
import { invite } from "@/server/services/account/invite";
import type { Context } from "@/server/services/context";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

export const ORIGIN = "https://studio.example.org";
export const PASSWORD = "correct horse battery";

export interface TeamStudio extends TestStudio {
  /** Invites somebody, by default at `emailOf(role)`, and joins as them. @returns the headers of their browser */
  readonly join: (role: Role, email?: string) => Promise<Headers>;
}

/** A fresh studio that serves a team under ORIGIN, in this process. */
export async function teamStudio(): Promise<TeamStudio> {
  const studio = await testStudio();
  process.env["STUDIO_MODE"] = "team";
  process.env["STUDIO_ORIGIN"] = ORIGIN;
  return { ...studio, join: (role, email) => joinStudio(studio.ctx, role, email) };
}

/** Invites somebody into a studio of this process and joins as them. @returns the headers of their browser */
export async function joinStudio(ctx: Context, role: Role, email = emailOf(role)): Promise<Headers> {
  const { token } = await invite({ ctx, input: { email, role } });
  return browserOf(await answerJoin(post({ token, name: role, email, password: PASSWORD })));
}

export const emailOf = (role: Role): string => `${role}@example.org`;

/** A request with JSON, from a browser at an address. */
export const post = (body: object, headers: Headers = new Headers(), address = "198.51.100.1"): Request => {
  const sent = new Headers(headers);
  sent.set("x-studio-address", address);
  return new Request(`${ORIGIN}/api/account`, { method: "POST", headers: sent, body: JSON.stringify(body) });
};

/** The headers of a browser that got this answer. @throws Error for an answer that sets no cookie */
export function browserOf(response: Response): Headers {
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
  if (cookie === undefined) throw new Error(`No cookie came with status ${String(response.status)}.`);
  return new Headers({ cookie });
}

export const signInAs = (
  email: string,
  password: string,
  address?: string,
  headers?: Headers,
): Promise<Response> => answerSignIn(post({ email, password }, headers, address));

/** Who the API takes a browser for, or what it says instead. */
export const standingOf = (browser: Headers): Promise<string> =>
  callerOf(browser)
    .account.sessions({})
    .then(
      ({ sessions }) => `${String(sessions.length)} sessions`,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
