import type { ClusterTemplate } from "@/core/cluster-resources";
import type { Context } from "@/server/services/context";
import { readBackends, type Backend } from "@/server/training/backends";

/** A place to train, as people see it: nothing of where its programs lie or how it is reached. */
export interface BackendSummary {
  readonly id: string;
  readonly kind: Backend["kind"];
  readonly label: string;
  /** Empty on this machine. */
  readonly templates: readonly ClusterTemplate[];
}

/** @throws StudioError `invalid-input` when backends.json is not right */
export async function listBackends({ ctx }: { ctx: Context }): Promise<BackendSummary[]> {
  const backends = await readBackends(ctx.home);
  return backends.map((backend) => ({
    id: backend.id,
    kind: backend.kind,
    label: backend.label,
    templates: backend.kind === "local" ? [] : backend.templates,
  }));
}
