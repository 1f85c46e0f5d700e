import type { CheckStep } from "@/server/training/backend-check";
import { gpuEnvironment } from "@/server/training/gpu-environment";

/** Whether this machine can train. */
export async function checkLocal(): Promise<readonly CheckStep[]> {
  const { state, message, way } = await gpuEnvironment();
  const detail = [message, way].filter((part) => part !== null).join(" ");
  return [{ name: "training environment", ok: state === "ready", detail }];
}
