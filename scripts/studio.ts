import { prepareGenerated } from "./steps/prepare";

// A fresh clone has no database client yet; the command-line imports it as soon as it loads.
await prepareGenerated();
await import("@/server/cli/main");
