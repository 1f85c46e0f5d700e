import SuperJson from "superjson";
import { namedEntries } from "@/core/reserved-names";

/** How inputs and answers are written; server/api/transformer.ts is its twin. */
export const transformer = new SuperJson();
transformer.registerCustom(namedEntries, "named");
