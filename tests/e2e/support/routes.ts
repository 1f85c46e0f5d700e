import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "@/core/access";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "app", "api");

/** Method and path below /api of every route there is on disk. */
export const routesOnDisk = (): string[] =>
  readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const text = readFileSync(join(FOLDER, file), "utf8");
      const methods = text.matchAll(/(?:function | as |const )(GET|POST|PUT|PATCH|DELETE)\b/g);
      return [...methods].map(([, method]) => `${method ?? ""} ${file.replace(/\/route\.ts$/, "")}`);
    })
    .sort();

/** The least role that each route answers; null for those that anybody may ask. */
export const ROUTES: Readonly<Record<string, Role | null>> = {
  "GET audit": "admin",
  "GET campaign/[campaignId]": "viewer",
  "GET card/[corpusId]": "viewer",
  "GET health": null,
  "GET preview/[fingerprint]/[file]": "viewer",
  "GET rejects/[id]": "viewer",
  "GET review/[sessionId]": "curator",
  "GET trpc/[trpc]": "viewer",
  "POST account/invitation": null,
  "POST account/join": null,
  "POST account/password": "viewer",
  "POST account/sign-in": null,
  "POST account/sign-out": "viewer",
  "POST export": "viewer",
  "POST review/[sessionId]": "curator",
  "POST trpc/[trpc]": "viewer",
  "PUT upload/[uploadId]": "curator",
};
