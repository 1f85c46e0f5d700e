import { createContext } from "@/server/api/context";
import { appRouter } from "@/server/api/root";
import { createCallerFactory } from "@/server/api/trpc";

/** The API without HTTP, for tests. */
export const createCaller = createCallerFactory(appRouter);

/** The API for server components: as whoever sent the request with these headers. */
export const callerOf = (headers: Headers): ReturnType<typeof createCaller> =>
  createCaller(() => createContext(headers));
