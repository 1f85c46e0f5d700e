import { domainTarget, OVERALL } from "@/core/campaign/proxy-roles";

/** A loss as it is called on the page: "all domains", a domain, or its own name where it was read in. */
export function targetText(target: string): string {
  if (target === OVERALL) return "all domains";
  const prefix = domainTarget("");
  return target.startsWith(prefix) ? target.slice(prefix.length) : target;
}
