import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { studioHome } from "@/server/storage/home";

/** The key that cookies are signed with: 32 random bytes in hex, made once and readable by the studio's user alone. */
export async function cookieSecret(home = studioHome()): Promise<string> {
  const file = path.join(home, "cookie-secret");
  const kept = await readFile(file, "utf8").catch(() => null);
  if (kept !== null) return kept;
  await mkdir(home, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, randomBytes(32).toString("hex"), { mode: 0o600 });
  // Of two processes that make one at once, both go on with the first.
  await link(draft, file).catch(() => undefined);
  await rm(draft);
  return readFile(file, "utf8");
}
