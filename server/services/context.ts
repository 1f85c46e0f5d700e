import { database, type Db } from "@/server/db/client";
import { studioHome } from "@/server/storage/home";

/** Who asks, for which workspace, and where the data lies; every service takes one. */
export interface Context {
  readonly db: Db;
  readonly workspaceId: string;
  /** Written to `createdBy`. */
  readonly actor: string;
  /** Absolute path of the studio's folder. */
  readonly home: string;
}

/** The person at this machine: a studio on loopback has no sign-in. */
export const localContext = (): Context => ({
  db: database(),
  workspaceId: "local",
  actor: "local",
  home: studioHome(),
});
