import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/server/services/context";
import { DAY_MS, type Removable } from "@/server/services/corpus/cleaning/leftover";
import { fingerprintOfGrave, settleGrave } from "@/server/services/corpus/discard-files";
import { withScratchLock } from "@/server/services/corpus/importing/scratch-lock";
import { isProcessLockHeld } from "@/server/storage/process-lock";
import { stagingPaths } from "@/server/services/corpus/importing/staged-columns";
import { materialiseKey } from "@/server/services/selection/selection-summary";
import { treeFacts } from "@/server/storage/tree-facts";

const OF_IMPORT = /^(?:import|synthesise)-(.+)$/;
const OF_SELECTION = /^selection-([0-9a-f]{64})-/;
/** DuckDB's own files of engines without a folder of their own: several processes at once keep them here. */
const SHARED = "duckdb";

/**
 * What lies under tmp/ and belongs to no work that goes on. A job that is not finished keeps its scratch, also when its holder
 * is silent: another worker takes it up there. What tells nothing of its owner is left alone for a day after its newest change.
 */
export async function findScratch(ctx: Context, now: number): Promise<Removable[]> {
  const folder = path.join(ctx.home, "tmp");
  const entries = await readdir(folder).catch(() => []);
  const shared = await readdir(path.join(folder, SHARED)).catch(() => []);
  const names = [
    ...entries.filter((name) => name !== SHARED),
    ...shared.map((name) => path.join(SHARED, name)),
  ];
  const found: Removable[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    const facts = await treeFacts(file);
    const end = facts === null ? null : await endOf(ctx, file, name, now - facts.changedMs);
    if (facts === null || end === null) continue;
    const leftover = {
      path: `tmp/${name.split(path.sep).join("/")}`,
      bytes: facts.bytes,
      changedAt: new Date(facts.changedMs),
    };
    found.push({ ...leftover, ...end });
  }
  return found;
}

type End = Pick<Removable, "kind" | "why" | "remove">;

/** Why nobody needs a scratch folder any more, and what removes it; null while somebody may. */
async function endOf(ctx: Context, file: string, name: string, ageMs: number): Promise<End | null> {
  const fingerprint = fingerprintOfGrave(name);
  if (fingerprint !== null) {
    const remove = () => settleGrave(ctx, file, fingerprint);
    return { kind: "deletion", why: "A deletion was cut off before its end.", remove };
  }
  const state = await stateOf(ctx, file, name);
  if (state === "in use" || (state === "unknown" && ageMs < DAY_MS)) return null;
  const remove = async (): Promise<void> => {
    if ((await stateOf(ctx, file, name)) === "in use") return;
    const removal = (): Promise<void> => rm(file, { recursive: true, force: true });
    await (OF_IMPORT.test(name) ? withScratchLock(stagingPaths(file).lock, removal) : removal());
  };
  return { kind: "scratch", why: WHY[state], remove };
}

const WHY = {
  ended: "Its job has ended.",
  abandoned: "Its import was cut off; the same import would go on from here.",
  unknown: "Nothing says whose it is, and nothing changed in it for a day.",
} as const;

/** `abandoned`: the process that worked in it is gone, and no job is to go on with it. */
async function stateOf(
  { db }: Context,
  file: string,
  name: string,
): Promise<"in use" | "ended" | "abandoned" | "unknown"> {
  const owner = ownerOf(name);
  if (owner === null) return "unknown";
  const { lock } = stagingPaths(file);
  if (await isProcessLockHeld(lock)) return "in use";
  const jobs = await db.job.findMany({
    where: { OR: [{ id: owner }, { key: owner }] },
    select: { state: true },
  });
  if (jobs.some(({ state }) => state === "queued" || state === "running")) return "in use";
  if (jobs.length > 0) return "ended";
  return (await treeFacts(lock)) === null ? "unknown" : "abandoned";
}

/** Id or key of the job that works in a scratch folder; null where the name tells none. */
function ownerOf(name: string): string | null {
  const key = OF_SELECTION.exec(name)?.[1];
  return key === undefined ? (OF_IMPORT.exec(name)?.[1] ?? null) : materialiseKey(key);
}
