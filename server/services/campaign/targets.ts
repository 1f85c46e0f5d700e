import type { Proxy } from "@/generated/sqlite/client";
import { domainTarget, OVERALL } from "@/core/campaign/proxy-roles";
import { proxyLosses } from "@/server/services/campaign/proxy-row";

/** Names of the losses that proxies have: overall first, then by domain, then what else was read in. */
export function targetsOf(proxies: readonly Proxy[]): string[] {
  const names = new Set(proxies.flatMap((proxy) => Object.keys(proxyLosses(proxy) ?? {})));
  const place = (name: string): number => (name === OVERALL ? 0 : name.startsWith(domainTarget("")) ? 1 : 2);
  return [...names].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
