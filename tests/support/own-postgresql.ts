import { execFile } from "node:child_process";
import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A PostgreSQL server that a test may stop: the one that all share must stay up. */
export interface OwnPostgresql {
  readonly url: string;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly end: () => Promise<void>;
}

const isRoot = process.getuid?.() === 0;

/** PostgreSQL does not run as root: there it runs as the user its package made. */
const asUser = (program: string, args: readonly string[]) =>
  isRoot ? run("runuser", ["-u", "postgres", "--", program, ...args]) : run(program, [...args]);

/** Whether a server can be started here; says so if not. */
export const postgresqlStarts = (): Promise<boolean> =>
  Promise.all(["initdb", "pg_ctl"].map((program) => asUser(program, ["--version"]))).then(
    () => true,
    () => {
      console.warn(
        "Skipped: initdb and pg_ctl of PostgreSQL are not on the path, so no server can be stopped.",
      );
      return false;
    },
  );

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a server with an empty database of its own. */
export async function ownPostgresql(): Promise<OwnPostgresql> {
  const folder = await mkdtemp(path.join(tmpdir(), "own-postgresql-"));
  if (isRoot) {
    const [uid = 0, gid = 0] = await Promise.all(
      ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, "postgres"])).stdout)),
    );
    await chown(folder, uid, gid);
  }
  await chmod(folder, 0o700);
  const data = path.join(folder, "data");
  const port = String(await freePort());
  const control = (...args: string[]) => asUser("pg_ctl", ["-D", data, "-w", "-t", "30", ...args]);
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  const start = async (): Promise<void> => {
    await control("start", "-l", path.join(folder, "log"), "-o", options);
  };
  const stop = async (): Promise<void> => {
    await control("stop", "-m", "immediate");
  };
  await asUser("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-N"]);
  await start();
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    end: async () => {
      await stop().catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
