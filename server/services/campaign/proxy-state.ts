import type { Proxy } from "@/generated/sqlite/client";
import { OVERALL, type ProxyState } from "@/core/campaign/proxy-roles";
import type { RunState } from "@/core/run-states";
import { proxyLosses } from "@/server/services/campaign/proxy-row";

/** States of a run that has not begun. */
const BEFORE_START: ReadonlySet<string> = new Set<RunState>(["confirmed", "staging", "queued"]);

/** Where a proxy stands; it is done once its loss over all domains is known. @param run state of its run, null while it has none */
export function proxyState(proxy: Proxy, run: string | null): ProxyState {
  if (proxyLosses(proxy)?.[OVERALL] !== undefined) return "done";
  if (proxy.failure !== null) return "failed";
  if (run === "cancelled" || run === "cancelling") return "stopped";
  if (run !== null) return BEFORE_START.has(run) ? "queued" : "training";
  return proxy.selectionId === null ? "waiting" : "selected";
}
