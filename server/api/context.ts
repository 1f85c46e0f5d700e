import { localContext, type Context } from "@/server/services/context";

/** The context of one request. Host and Origin were checked before (proxy.ts). */
export const createContext = (): Context => localContext();
