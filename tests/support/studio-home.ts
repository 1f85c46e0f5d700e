import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { database } from "@/server/db/client";
import { migrate } from "@/server/db/migrate";
import type { Context } from "@/server/services/context";
import { testDatabase, type TestDatabase } from "@/tests/support/test-database";

export interface TestStudio {
  readonly home: string;
  readonly ctx: Context;
  /** For a child process that shares this studio. */
  readonly env: NodeJS.ProcessEnv;
  readonly end: () => Promise<void>;
}

/**
 * A fresh folder with a migrated database; `STUDIO_HOME` of this process points to it.
 * @param open makes the empty database of the folder
 */
export async function testStudio(
  open: (home: string) => Promise<TestDatabase> = testDatabase,
): Promise<TestStudio> {
  const home = await mkdtemp(path.join(tmpdir(), "studio-"));
  process.env["STUDIO_HOME"] = home;
  const { url, drop } = await open(home);
  await migrate(url);
  const db = database(url);
  return {
    home,
    ctx: { db, workspaceId: "local", actor: "local", role: "admin", home },
    env: { ...process.env, STUDIO_HOME: home },
    end: async () => {
      await db.$disconnect();
      await drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
