import { procedure, router } from "@/server/api/trpc";
import { listBackends } from "@/server/services/backend/list";
import { gpuState } from "@/server/services/system/gpu-state";
import { prepareGpu } from "@/server/services/system/prepare-gpu";

export const systemRouter = router({
  backends: procedure.query(({ ctx }) => listBackends({ ctx })),
  gpu: procedure.query(({ ctx }) => gpuState({ ctx })),
  prepareGpu: procedure.mutation(({ ctx }) => prepareGpu({ ctx })),
});
