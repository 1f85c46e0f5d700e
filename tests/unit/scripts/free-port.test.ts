import { createServer, type AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { freePort, thisPort } from "@/scripts/steps/free-port";
import { hostInUrl } from "@/scripts/steps/host-in-url";

const HOST = "127.0.0.1";

it("takes another port than one that is taken, unless others are told of it", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, HOST, resolve));
  const { port } = taken.address() as AddressInfo;
  expect(await freePort(port, HOST)).toBeGreaterThan(port);
  await expect(thisPort(port, HOST)).rejects.toThrow(`Port ${String(port)} of 127.0.0.1 is taken`);
  await new Promise((resolve) => taken.close(resolve));
  expect(await thisPort(port, HOST)).toBe(port);
});

it("names in a URL what listens on an address", () => {
  expect(["127.0.0.1", "localhost", "::1", "0.0.0.0", "::"].map(hostInUrl)).toEqual([
    "127.0.0.1",
    "localhost",
    "[::1]",
    "127.0.0.1",
    "[::1]",
  ]);
});
