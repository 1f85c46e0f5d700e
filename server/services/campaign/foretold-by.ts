import type { Foretold } from "@/core/campaign/campaign-check";
import { proxyForetold } from "@/core/campaign/proxy-foretold";
import type { ProxyRole } from "@/core/campaign/proxy-roles";
import type { RaterId } from "@/core/raters";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";
import { sharesOf } from "@/server/services/campaign/learnt-runs";

interface Foretelling {
  readonly id: string;
  readonly role: ProxyRole;
  readonly weights: readonly number[];
}

/** What a kept fit says of a proxy; documents at random have no weights that could foretell them. */
export const foretoldBy = (
  { answer, columns }: Pick<CampaignFit, "answer" | "columns">,
  { id, role, weights }: Foretelling,
): Foretold | null =>
  role === "random" ? null : proxyForetold(answer, id, sharesOf(weights, columns as RaterId[]));
