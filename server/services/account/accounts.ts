import { betterAuth } from "better-auth/minimal";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { PASSWORD_LENGTH } from "@/core/password";
import { servingOf } from "@/core/serving";
import { database, databaseUrl, isPostgresql, type Db } from "@/server/db/client";
import { studioHome } from "@/server/storage/home";
import { cookieSecret } from "@/server/storage/secret";

/** Header in which the web server says from where a request came; what a client writes there is overwritten. */
export const ADDRESS_HEADER = "x-studio-address";

/** From where a request came, as the web server says. */
export const addressOf = (headers: Headers): string => headers.get(ADDRESS_HEADER) ?? "unknown";

/** However much it is used, a sign-in ends after this long. */
const SIGN_IN_SECONDS = 14 * 86_400;

/**
 * Passwords, cookies and sessions, by better-auth. Only what lies beside this file calls it: its own addresses are not
 * served, so nobody can register, look up or link an account but by the studio's own procedures.
 */
const open = (db: Db, secret: string, baseURL: string) =>
  betterAuth({
    secret,
    baseURL,
    database: prismaAdapter(db, { provider: isPostgresql(databaseUrl()) ? "postgresql" : "sqlite" }),
    user: {
      modelName: "person",
      additionalFields: {
        role: { type: "string", required: true, input: false },
        archivedAt: { type: "date", required: false, input: false },
      },
    },
    account: { modelName: "credential", fields: { userId: "personId" } },
    session: {
      modelName: "signIn",
      fields: { userId: "personId" },
      expiresIn: SIGN_IN_SECONDS,
      disableSessionRefresh: true,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
    },
    advanced: { cookiePrefix: "studio", ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] } },
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
type Accounts = ReturnType<typeof open>;

/** Kept on `globalThis`: a development server evaluates modules again. */
const opened: typeof globalThis & { studioAccounts?: Map<string, Promise<Accounts>> } = globalThis;

/** The accounts of this process' studio. */
export function accounts(): Promise<Accounts> {
  const home = studioHome();
  opened.studioAccounts ??= new Map();
  const known = opened.studioAccounts.get(home);
  if (known !== undefined) return known;
  const { origin } = servingOf(process.env);
  const baseURL = origin ?? `http://127.0.0.1:${process.env["PORT"] ?? "3000"}`;
  const made = cookieSecret(home).then((secret) => open(database(), secret, baseURL));
  opened.studioAccounts.set(home, made);
  // What failed once, a full disk say, may succeed at the next request.
  made.catch(() => opened.studioAccounts?.delete(home));
  return made;
}
