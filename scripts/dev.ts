import { studioHome } from "@/server/storage/home";
import { prepareGenerated } from "./steps/prepare";
import { runStudio } from "./steps/run-studio";

await runStudio({ home: studioHome(), mode: "development", prepare: prepareGenerated });
