import { z } from "zod";
import type { Proxy } from "@/generated/sqlite/client";
import { place, readLosses, type LossProblem, type ReadLoss } from "@/core/campaign/read-losses";
import { keyedTable } from "@/core/learning/keyed-table";
import { transaction } from "@/server/db/transaction";
import { authorise } from "@/server/services/authorise";
import { findKeptCampaign, updateKeptCampaign } from "@/server/services/campaign/find-campaign";
import { proxyFacts } from "@/server/services/campaign/proxy-row";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

/** Characters of a file: thousands of proxies with every column of an export. */
const MOST = 16 * 1024 ** 2;

export const importLossesInput = z.object({
  id: z.uuid(),
  csv: z.string().max(MOST),
  /** As problems name it. */
  file: z.string().max(200).default("the file"),
  /** The first where it is left out. */
  idColumn: z.string().optional(),
  /** Those that hold losses; left out: `validation`, `loss` and `domain:…`. */
  columns: z.array(z.string()).min(1).optional(),
});

export type MatchedBy = "proxy" | "run" | "number";

/** The column whose cells are numbers of proxies; elsewhere a number may count the rows of a table that has lost some. */
const NUMBERED = "proxy";

export interface ImportedLosses {
  readonly added: number;
  /** There already, with the same value. */
  readonly known: number;
  /** Rows that were matched, by what their ids turned out to be. */
  readonly matched: Readonly<Record<MatchedBy, number>>;
  readonly problems: readonly LossProblem[];
}

/**
 * Reads losses that were measured elsewhere, matched by the id of the proxy or of its run, or by its number where the column of ids
 * is called `proxy`. What was measured here or read in before is never overwritten.
 * @throws StudioError `not-found`; `invalid-input` for a file that is no table of ids and losses
 */
export async function importLosses({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof importLossesInput>;
}): Promise<ImportedLosses> {
  const { id, csv, file, idColumn, columns } = parseInput(importLossesInput, input);
  authorise(ctx, "run a campaign");
  await findKeptCampaign(ctx, id);
  const keyed = keyedTable(csv, file, idColumn);
  const { losses, problems } = readLosses(keyed, columns);
  return transaction(ctx.db, async (db) => {
    await updateKeptCampaign(db, id);
    const proxies = await db.proxy.findMany({ where: { campaignId: id } });
    const reading = new Reading(proxies, keyed.idColumn === NUMBERED);
    for (const loss of losses) reading.take(loss);
    for (const [proxyId, imported] of reading.changed())
      await db.proxy.update({ where: { id: proxyId }, data: { imported, version: { increment: 1 } } });
    const { added, known } = reading;
    return { added, known, matched: reading.matched(), problems: [...problems, ...reading.problems] };
  });
}

class Reading {
  added = 0;
  known = 0;
  readonly problems: LossProblem[] = [];
  readonly #byId = new Map<string, { readonly proxy: Proxy; readonly by: MatchedBy }>();
  readonly #matched = new Map<string, MatchedBy>();
  readonly #imported = new Map<string, Record<string, number>>();

  constructor(
    proxies: readonly Proxy[],
    private readonly numbered: boolean,
  ) {
    for (const proxy of proxies) {
      this.#byId.set(proxy.id, { proxy, by: "proxy" });
      if (proxy.runId !== null) this.#byId.set(proxy.runId, { proxy, by: "run" });
      if (numbered) this.#byId.set(String(proxy.number), { proxy, by: "number" });
    }
  }

  take({ id, line, name, loss }: ReadLoss): void {
    const problem = (reason: string): void => {
      this.problems.push({ where: place(line, name), reason });
    };
    const found = this.#byId.get(id);
    if (found === undefined) return problem(this.#unknown(id));
    const { proxy } = found;
    this.#matched.set(id, found.by);
    const { losses, imported } = proxyFacts(proxy);
    const measured = losses?.[name];
    const before = this.#imported.get(proxy.id)?.[name] ?? imported?.[name];
    if (measured !== undefined && measured !== loss)
      return problem(
        `Proxy ${String(proxy.number)} was measured here: ${String(measured)}, not ${String(loss)}.`,
      );
    if (before !== undefined && before !== loss)
      return problem(`Proxy ${String(proxy.number)} has ${String(before)} from a file read in before.`);
    if (measured !== undefined || before !== undefined) {
      this.known += 1;
      return;
    }
    this.added += 1;
    this.#imported.set(proxy.id, { ...imported, ...this.#imported.get(proxy.id), [name]: loss });
  }

  #unknown(id: string): string {
    const perhaps =
      !this.numbered && /^\d+$/.test(id)
        ? ` Numbers of proxies are read from a first column called "${NUMBERED}".`
        : "";
    return `The campaign has no proxy "${id}".${perhaps}`;
  }

  matched(): ImportedLosses["matched"] {
    const matched = { proxy: 0, run: 0, number: 0 };
    for (const by of this.#matched.values()) matched[by] += 1;
    return matched;
  }

  readonly changed = (): Map<string, Record<string, number>> => this.#imported;
}
