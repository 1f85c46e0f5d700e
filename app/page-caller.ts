import "server-only";
import { headers } from "next/headers";
import { callerOf } from "@/server/api/caller";

/** The API for a page that is being rendered: as whoever asked for the page. */
export const pageCaller = async (): Promise<ReturnType<typeof callerOf>> => callerOf(await headers());
