import { createHash } from "node:crypto";
import { z } from "zod";
import { PROXY_ROLES, type ProxyRole } from "@/core/campaign/proxy-roles";
import type { PlannedProxy } from "@/core/campaign/draw-proxies";
import { RATER_IDS } from "@/core/raters";
import type { Proxy } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";

const rowSchema = z.object({
  role: z.enum(PROXY_ROLES),
  weights: z.array(z.number().int().nonnegative()).length(RATER_IDS.length),
  losses: z.record(z.string(), z.number()).nullable(),
  imported: z.record(z.string(), z.number()).nullable(),
});

/** What the columns of JSON of a proxy hold. */
export interface ProxyFacts {
  readonly role: ProxyRole;
  readonly weights: readonly number[];
  readonly losses: Readonly<Record<string, number>> | null;
  readonly imported: Readonly<Record<string, number>> | null;
}

export const proxyFacts = (proxy: Proxy): ProxyFacts => rowSchema.parse(proxy);

/** Losses by name; what its own run has measured goes before what was measured elsewhere. */
export function proxyLosses(proxy: Proxy): Readonly<Record<string, number>> | null {
  const { losses, imported } = proxyFacts(proxy);
  return losses === null && imported === null ? null : { ...imported, ...losses };
}

/** Names of losses that its own run has measured and a file told otherwise. */
export function contradictedLosses(proxy: Proxy): string[] {
  const { losses, imported } = proxyFacts(proxy);
  return Object.entries(imported ?? {}).flatMap(([name, told]) =>
    losses?.[name] === undefined || losses[name] === told ? [] : [name],
  );
}

/** Id of a proxy, or of its run at a try: a UUID of version 8 that the same words always give. */
export function derivedId(...words: readonly (string | number)[]): string {
  const bytes = createHash("sha256").update(words.join("\n")).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Rows of proxies that follow the first `after` of a campaign. */
export const proxyRows = (
  ctx: Pick<Context, "workspaceId" | "actor">,
  campaignId: string,
  planned: readonly PlannedProxy[],
  after = 0,
) =>
  planned.map(({ role, weights, seed }, at) => ({
    id: derivedId(campaignId, "proxy", after + at + 1),
    workspaceId: ctx.workspaceId,
    createdBy: ctx.actor,
    campaignId,
    number: after + at + 1,
    role,
    weights: [...weights],
    seed: BigInt(seed),
  }));
