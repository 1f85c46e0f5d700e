import { mayDo, type Role, type Verb } from "@/core/access";
import { StudioError } from "@/core/errors";
import { servingOf } from "@/core/serving";
import { signedIn } from "@/server/services/account/signed-in";
import { localContext, type Context } from "@/server/services/context";
import { outsideFault } from "@/server/services/outside-fault";

/** The context of one request. */
export interface RequestContext extends Context {
  /** The session it came with; neither is there where nobody signs in. */
  readonly signInId?: string;
  /** Whether whoever asked may still do it: a stream outlives the session or the role that it began with. */
  readonly stillMay?: (verb: Verb) => Promise<boolean>;
}

/**
 * Who asks. Host and Origin were checked before (proxy.ts).
 * @throws StudioError `signed-out` in a team, without a session that holds
 */
export async function createContext(headers: Headers): Promise<RequestContext> {
  if (!servingOf(process.env).team) return localContext();
  const person = await signedIn(headers);
  if (person === null) throw new StudioError("signed-out", "You are not signed in.", "Sign in.");
  const { email, role, signInId } = person;
  return { ...localContext(), actor: email, role, signInId, stillMay: (verb) => stillMay(headers, verb) };
}

async function stillMay(headers: Headers, verb: Verb): Promise<boolean> {
  const person = await signedIn(headers);
  return person !== null && mayDo(person.role, verb);
}

/** Whom the pages greet. */
export interface Visitor {
  readonly team: boolean;
  readonly role: Role;
  readonly email: string;
  readonly name: string;
}

/** Null for whoever has to sign in first; what keeps the studio from knowing, if it passes. */
export const visitorOrFault = (headers: Headers): Promise<Visitor | null | StudioError> =>
  visitor(headers).catch((error: unknown) => {
    const fault = outsideFault(error);
    if (fault === null) throw error;
    return fault;
  });

async function visitor(headers: Headers): Promise<Visitor | null> {
  if (!servingOf(process.env).team) return { team: false, role: "admin", email: "local", name: "" };
  const person = await signedIn(headers);
  return person === null ? null : { team: true, role: person.role, email: person.email, name: person.name };
}
