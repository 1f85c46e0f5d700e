import { AsyncLocalStorage } from "node:async_hooks";

/** Kept on `globalThis`: the server's bundles each hold their own copy of this module. */
const kept: typeof globalThis & { studioRequests?: AsyncLocalStorage<string> } = globalThis;

const requests = (): AsyncLocalStorage<string> => (kept.studioRequests ??= new AsyncLocalStorage());

/** Header by which a request is named in the log and to whoever sent it; proxy.ts sets it, whatever a client sends. */
export const REQUEST_ID = "x-request-id";

/** Runs `work` as part of a request: what is logged meanwhile names it. */
export const inRequest = <T>(request: Request, work: () => T): T =>
  requests().run(request.headers.get(REQUEST_ID) ?? "", work);

/** Id of the request that is being answered, null outside one. */
export const requestId = (): string | null => requests().getStore() || null;
