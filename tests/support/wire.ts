import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";

/** What stands between the studio and its database, to be taken away and put back. */
export class Wire {
  private server: Server | null = null;
  private readonly sockets = new Set<Socket>();

  /** Chosen by the first join, and kept. */
  private port = 0;

  constructor(private readonly to: URL) {}

  /** Where the database is found at this end of the wire. */
  get near(): string {
    const url = new URL(this.to);
    url.port = String(this.port);
    return url.href;
  }

  async join(): Promise<void> {
    this.server = createServer((near) => {
      const far = connect(Number(this.to.port), this.to.hostname);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(one);
        one.pipe(other);
        one.on("error", () => other.destroy());
      }
    });
    const { server } = this;
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.port = (server.address() as AddressInfo).port;
  }

  async cut(): Promise<void> {
    const { server } = this;
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await new Promise((resolve) => server?.close(resolve));
  }
}
