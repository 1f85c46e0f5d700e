import { createContext } from "@/server/api/context";
import { appRouter } from "@/server/api/root";
import { createCallerFactory } from "@/server/api/trpc";

/** The API without HTTP, for server components and tests. */
export const createCaller = createCallerFactory(appRouter);

export const localCaller = (): ReturnType<typeof createCaller> => createCaller(createContext);
