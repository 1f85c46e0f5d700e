import { createServer } from "node:http";
import next from "next";
import { servingOf } from "@/core/serving";
import { bodyRefusal, refuseBody } from "./steps/body-limit";
import { hostInUrl } from "./steps/host-in-url";
import { markAddress } from "./steps/mark-address";
import { ROOT } from "./steps/step";

const port = Number(process.env["PORT"]);
const { host: hostname, origin } = servingOf(process.env);
const behindProxy = origin?.startsWith("https:") ?? false;
const development = process.env.NODE_ENV !== "production";

/** Whoever sends a request has this long: a slow sender must not keep others waiting, a slow reader may take its time. */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 120_000, connectionsCheckingInterval: 1_000 };
/** A page holds a handful; more than these wait or are closed. */
const MOST_CONNECTIONS = 2_000;

const app = next({ dev: development, dir: ROOT, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer(PATIENCE, (request, response) => {
  markAddress(request, behindProxy);
  const refused = bodyRefusal(request);
  if (refused === null) void handle(request, response);
  else refuseBody(response, refused);
});
server.maxConnections = MOST_CONNECTIONS;
server.on("upgrade", (request, socket, head) => void app.getUpgradeHandler()(request, socket, head));
server.listen(port, hostname, () => {
  process.send?.({ ready: true });
  if (!development) warmUp();
});

/** Has the heaviest page load its code before anyone waits for it; no corpus has this id. */
function warmUp(): void {
  fetch(`http://${hostInUrl(hostname)}:${String(port)}/mixer/none`).catch(() => undefined);
}

function end(): void {
  server.closeAllConnections();
  server.close(() => process.exit(0));
}

for (const signal of ["SIGINT", "SIGTERM", "disconnect"]) process.on(signal, end);
