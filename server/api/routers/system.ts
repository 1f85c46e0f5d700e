import { procedure, router } from "@/server/api/trpc";
import { listBackends } from "@/server/services/backend/list";
import { gpuState } from "@/server/services/system/gpu-state";
import { prepareGpu } from "@/server/services/system/prepare-gpu";

export const systemRouter = router({
  backends: procedure("read").query(({ ctx }) => listBackends({ ctx })),
  gpu: procedure("read").query(({ ctx }) => gpuState({ ctx })),
  prepareGpu: procedure("prepare the training environment").mutation(({ ctx }) => prepareGpu({ ctx })),
});
