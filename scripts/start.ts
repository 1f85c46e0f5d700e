import { studioHome } from "@/server/storage/home";
import { prepareBuild, prepareGenerated } from "./steps/prepare";
import { runStudio } from "./steps/run-studio";

await runStudio({
  home: studioHome(),
  mode: "production",
  prepare: async () => {
    await prepareGenerated();
    await prepareBuild();
  },
});
