import type { Proxy } from "@/generated/sqlite/client";
import type { ProxyState } from "@/core/campaign/proxy-roles";
import { proxyLosses } from "@/server/services/campaign/proxy-row";

/** Where a proxy stands. @param run state of its run, null while it has none */
export function proxyState(proxy: Proxy, run: string | null): ProxyState {
  if (proxyLosses(proxy) !== null) return "done";
  if (proxy.failure !== null) return "failed";
  if (run === "cancelled" || run === "cancelling") return "stopped";
  if (run !== null) return "training";
  return proxy.selectionId === null ? "waiting" : "selected";
}
