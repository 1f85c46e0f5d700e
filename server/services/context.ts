import type { Role } from "@/core/access";
import { database, type Db } from "@/server/db/client";
import { studioHome } from "@/server/storage/home";

/** Who asks, for which workspace, and where the data lies; every service takes one. */
export interface Context {
  readonly db: Db;
  readonly workspaceId: string;
  /** Written to `createdBy`: the e-mail address of an account, or "local". */
  readonly actor: string;
  readonly role: Role;
  /** Absolute path of the studio's folder. */
  readonly home: string;
}

/** Whether somebody with an account asks, and not the person at this machine. */
export const hasAccount = ({ actor }: Pick<Context, "actor">): boolean => actor !== "local";

/** The person at this machine, who may do everything: a studio on loopback has no sign-in, a terminal none ever. */
export const localContext = (): Context => ({
  db: database(),
  workspaceId: "local",
  actor: "local",
  role: "admin",
  home: studioHome(),
});
