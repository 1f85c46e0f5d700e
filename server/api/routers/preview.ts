import { procedure, router } from "@/server/api/trpc";
import { previewFigures, previewFiguresInput } from "@/server/services/preview/figures";
import { previewNoise, previewNoiseInput } from "@/server/services/preview/noise";
import { openMixer, openMixerInput } from "@/server/services/preview/open-mixer";

export const previewRouter = router({
  open: procedure("read")
    .input(openMixerInput)
    .query(({ ctx, input }) => openMixer({ ctx, input })),
  figures: procedure("read")
    .input(previewFiguresInput)
    .query(({ ctx, input, signal }) => previewFigures({ ctx, input, signal })),
  noise: procedure("read")
    .input(previewNoiseInput)
    .query(({ ctx, input, signal }) => previewNoise({ ctx, input, signal })),
});
