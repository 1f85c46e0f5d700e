import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "@/core/access";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "app");

/** Method and path of every route there is on disk. */
export const routesOnDisk = (): string[] =>
  readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const text = readFileSync(join(FOLDER, file), "utf8");
      const methods = text.matchAll(/(?:function | as |const )(GET|POST|PUT|PATCH|DELETE)\b/g);
      return [...methods].map(([, method]) => `${method ?? ""} ${file.replace(/\/route\.ts$/, "")}`);
    })
    .sort();

/** The least role that each route answers; null for those that ask for no session. */
export const ROUTES: Readonly<Record<string, Role | null>> = {
  "GET api/audit": "admin",
  "GET api/campaign/[campaignId]": "viewer",
  "GET api/card/[corpusId]": "viewer",
  "GET api/preview/[fingerprint]/[file]": "viewer",
  "GET api/rejects/[id]": "viewer",
  "GET api/review/[sessionId]": "curator",
  "GET api/trpc/[trpc]": "viewer",
  "GET healthz": null,
  "GET healthz/ready": null,
  "GET metrics": null,
  "POST api/account/invitation": null,
  "POST api/account/join": null,
  "POST api/account/password": "viewer",
  "POST api/account/sign-in": null,
  "POST api/account/sign-out": "viewer",
  "POST api/export": "viewer",
  "POST api/review/[sessionId]": "curator",
  "POST api/trpc/[trpc]": "viewer",
  "PUT api/upload/[uploadId]": "curator",
};
