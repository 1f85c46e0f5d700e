import { createServer } from "node:net";

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

/** The first free port from `from` on, on an address of this machine. */
export async function freePort(from: number, host = "127.0.0.1"): Promise<number> {
  for (let port = from; port < from + 200; port += 1) if (await isFree(host, port)) return port;
  throw new Error(`No free port between ${String(from)} and ${String(from + 199)}; set PORT to another one.`);
}

/** A port that others are told of: a proxy looks for the studio there and nowhere else. @throws Error where it is taken */
export async function thisPort(port: number, host: string): Promise<number> {
  if (await isFree(host, port)) return port;
  throw new Error(
    `Port ${String(port)} of ${host} is taken or not this machine's. A team's studio takes no other: free it, or set PORT and what leads to it.`,
  );
}
