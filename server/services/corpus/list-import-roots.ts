import type { Context } from "@/server/services/context";
import { importRoots } from "@/server/services/corpus/import-roots";

/** Folders the page may import from. */
export const listImportRoots = ({ ctx }: { ctx: Context }): string[] => importRoots(ctx.home);
