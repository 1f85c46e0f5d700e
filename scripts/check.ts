import { prepareGenerated } from "./steps/prepare";
import { runChecks } from "./steps/checks";

await prepareGenerated();
const { failed } = await runChecks();
process.exit(failed === 0 ? 0 : 1);
