import { localContext } from "@/server/services/context";
import { storeSlice } from "@/server/services/upload/store-slice";

/** Stores what comes in on standard input as one slice, in a process of its own, to be killed: arguments are id and name. */
const [uploadId = "", name = ""] = process.argv.slice(2);
await storeSlice({ ctx: localContext(), input: { uploadId, name, offset: 0 }, body: process.stdin });
