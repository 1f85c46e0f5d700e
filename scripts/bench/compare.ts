import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { benchCorpus, type BenchCorpus } from "./browse-corpus";
import { rounded, timed, timesOf } from "./times";
import type { ItemRef } from "@/core/comparison/item";
import { firstRecipe } from "@/core/presets";
import { RATER_IDS } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { setWeight } from "@/core/recipe-edit";
import type { CorpusStatistics } from "@/core/statistics";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import { compareBetween } from "@/server/services/comparison/between";
import { changedDocuments } from "@/server/services/comparison/changed";
import { comparePair } from "@/server/services/comparison/pair";
import { compareSets } from "@/server/services/comparison/sets";
import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";
import type { WorkEvent } from "@/server/services/follow-work";
import { saveRecipe } from "@/server/services/recipe/save";

/** Recipes put side by side. */
const MANY = 50;
/** Pairs whose recipes were never asked for before. */
const PAIRS = 5;
const PAGES = 20;

/**
 * `npm run bench -- compare [--documents N] [--json]`: pairs of recipes that were never asked for before and pages of what
 * changes between them, 50 recipes at once, and the way between two. Control: DuckDB sums the same columns in the same run.
 */
export async function benchCompare(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { documents: { type: "string", default: "1000000" }, json: { type: "boolean", default: false } },
  });
  const documents = Number(values.documents);
  const corpus = await benchCorpus(documents);
  const statistics = await readCorpusStatistics(corpus.fingerprint, corpus.ctx.home);
  const items = await saveRecipes(corpus, statistics, MANY + 2 * PAIRS);
  const [many, fresh] = [items.slice(0, MANY), items.slice(MANY)];

  const controls = [await control(corpus, statistics)];
  const pairs = await pairTimes(corpus, fresh);
  controls.push(await control(corpus, statistics));
  const pages = await pageTimes(corpus, fresh.slice(0, 2));
  const recipes50 = await manyTimes(corpus, many, fresh);
  const between = await betweenTimes(corpus, many);
  controls.push(await control(corpus, statistics));

  const best = seconds(Math.min(...pairs.map(({ ms }) => ms)));
  const bestControl = seconds(Math.min(...controls));
  const answer = {
    ...{ bench: "compare", documents, seconds: best, control: bestControl },
    ratio: rounded(best / bestControl),
    cpuSeconds: seconds(Math.min(...pairs.map(({ cpuMs }) => cpuMs))),
    ...{ pairs: timesOf(pairs.map(({ ms }) => ms)), pages, recipes50, between },
  };
  for (const line of linesOf(answer)) console.log(line);
  if (values.json) console.log(JSON.stringify(answer));
}

const linesOf = (answer: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(answer).map(([name, figure]) => `${name.padEnd(10)} ${JSON.stringify(figure)}`);

/** Recipes with the published weights, each a little off, so that their selections overlap as those of a search do. */
async function saveRecipes(
  { ctx }: BenchCorpus,
  statistics: CorpusStatistics,
  count: number,
): Promise<ItemRef[]> {
  const published = firstRecipe(statistics);
  if (published === null) throw new Error("the corpus has no rater");
  const items: ItemRef[] = [];
  for (let at = 0; at < count; at += 1) {
    const name = `compared ${String(at)} ${randomUUID()}`;
    const { id } = await saveRecipe({
      ctx,
      input: { id: randomUUID(), recipe: { ...offBy(published, at, items.length), name } },
    });
    items.push({ kind: "version", id });
  }
  return items;
}

/** Each weight times 0.5 … 1.5. */
const offBy = (recipe: Recipe, at: number, seed: number): Recipe =>
  RATER_IDS.reduce<Recipe>((made, rater, index) => {
    const weight = made.weights[rater] ?? 0;
    const factor = 0.5 + ((Math.imul(at * 25 + index + 1, 2654435761) + seed) >>> 0) / 2 ** 32;
    return weight === 0 ? made : setWeight(made, rater, weight * factor);
  }, recipe);

/** The columns that a recipe of all raters reads, summed. */
async function control({ fingerprint, ctx }: BenchCorpus, statistics: CorpusStatistics): Promise<number> {
  const raters = RATER_IDS.filter((rater) => statistics.raters[rater] !== null);
  const sums = ["ordinal", "domain", "tokens", ...raters].map((column) => `sum(${column})`).join(", ");
  const { ms } = await timed(() =>
    withCorpus(fingerprint, (engine, table) => engine.run(`SELECT ${sums} FROM ${table}`), {
      home: ctx.home,
    }),
  );
  return ms;
}

interface Cost<T> {
  readonly ms: number;
  /** Of all threads: what work costs whatever else the machine is busy with. */
  readonly cpuMs: number;
  readonly value: T;
}

async function costOf<T>(work: () => Promise<T>): Promise<Cost<T>> {
  const before = process.cpuUsage();
  const found = await timed(work);
  const { user, system } = process.cpuUsage(before);
  return { ...found, cpuMs: (user + system) / 1000 };
}

const seconds = (milliseconds: number): number => rounded(milliseconds / 1000);

async function pairTimes(
  { ctx, versionId }: BenchCorpus,
  items: readonly ItemRef[],
): Promise<Cost<unknown>[]> {
  const times: Cost<unknown>[] = [];
  for (let at = 0; at + 1 < items.length; at += 2) {
    const [baseline, other] = [items[at], items[at + 1]];
    if (baseline === undefined || other === undefined) break;
    times.push(await costOf(() => comparePair({ ctx, input: { versionId, baseline, other } })));
  }
  return times;
}

async function pageTimes({ ctx, versionId }: BenchCorpus, items: readonly ItemRef[]) {
  const [baseline, other] = items;
  if (baseline === undefined || other === undefined) throw new Error("a pair has two recipes");
  await comparePair({ ctx, input: { versionId, baseline, other } });
  const times: number[] = [];
  for (let page = 0; page < PAGES; page += 1) {
    const input = { versionId, baseline, other, side: "gained", offset: page * 50, limit: 50 } as const;
    times.push((await timed(() => changedDocuments({ ctx, input }))).ms);
  }
  return timesOf(times);
}

async function manyTimes(
  { ctx, versionId }: BenchCorpus,
  items: readonly ItemRef[],
  more: readonly ItemRef[],
) {
  const count = (some: readonly ItemRef[]) =>
    costOf(() => resultOf(compareSets({ ctx, input: { versionId, items: [...some] } })));
  const first = await count(items);
  const added = await count([...items, ...more.slice(0, 1)]);
  const regions = first.value.regions.length + first.value.otherRegions.regions;
  return {
    seconds: seconds(first.ms),
    cpuSeconds: seconds(first.cpuMs),
    oneMore: seconds(added.ms),
    regions,
  };
}

async function betweenTimes({ ctx, versionId }: BenchCorpus, [first, second]: readonly ItemRef[]) {
  if (first === undefined || second === undefined) throw new Error("a way has two ends");
  const { ms, cpuMs, value } = await costOf(() =>
    resultOf(compareBetween({ ctx, input: { versionId, first, second, steps: 20 } })),
  );
  return { seconds: seconds(ms), cpuSeconds: seconds(cpuMs), places: value.length };
}

async function resultOf<T, P extends object>(events: AsyncGenerator<WorkEvent<T, P>, void>): Promise<T> {
  for await (const event of events) if (event.kind === "ready") return event.result;
  throw new Error("the work ended without a result");
}
