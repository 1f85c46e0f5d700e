import { rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { benchCorpus, type BenchCorpus } from "./browse-corpus";
import { rounded, timed, timesOf, type Times } from "./times";
import { DISTRIBUTION_BINS, distributionRange } from "@/core/distribution-bins";
import { firstRecipe } from "@/core/presets";
import type { ListingInput } from "@/core/listing";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { planScoring } from "@/core/scoring/plan";
import { eligibleSql, scoreSql } from "@/core/scoring/score-sql";
import type { CorpusStatistics } from "@/core/statistics";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";
import { openListing } from "@/server/services/document/open-listing";
import { pageDocuments } from "@/server/services/document/page";
import { profileDocuments } from "@/server/services/document/profile";
import { corpusPath } from "@/server/storage/home";

const ROWS = 100;
const PAGES = 300;
/** The plain queries take up to a second each. */
const CONTROLS = 7;
/** Raters that are profiled at once: more than the largest column set on a screen shows. */
const PROFILED = 8;
const NEEDLES = ["mountain moon", "glass", "Paper Part", "no such text"];

interface Bench extends BenchCorpus {
  readonly statistics: CorpusStatistics;
  readonly control: DuckDb;
  readonly raters: readonly RaterId[];
}

interface Measured {
  readonly name: string;
  readonly studio: Times;
  readonly control: Times;
  /** Median of the control by median of the studio: above 1 the studio is faster. */
  readonly ratio: number;
}

const descending = (by: ListingInput["sort"]["by"]): ListingInput => ({ sort: { by, descending: true } });

/** `npm run bench -- browse [--documents N] [--json]`: what Browse asks of the server, each beside plain DuckDB. */
export async function benchBrowse(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { documents: { type: "string", default: "1000000" }, json: { type: "boolean", default: false } },
  });
  const documents = Number(values.documents);
  const corpus = await benchCorpus(documents);
  const { home } = corpus.ctx;
  await rm(path.join(home, "cache", "listings"), { recursive: true, force: true });
  const statistics = await readCorpusStatistics(corpus.fingerprint, home);
  const raters = RATER_IDS.filter((rater) => statistics.raters[rater] !== null);
  const control = await openDuckDb();
  const folder = corpusPath(corpus.fingerprint, home);
  await control.run(
    `CREATE VIEW scores AS FROM read_parquet(${sqlText(path.join(folder, "scores.parquet"))})`,
  );
  await control.run(
    `CREATE VIEW texts AS FROM read_parquet(${sqlText(path.join(folder, "text", "*.parquet"))})`,
  );
  const bench: Bench = { ...corpus, statistics, control, raters };
  const measured: Measured[] = [];
  for (const measure of [firstByRater, firstByScore, filtered, pages, searches, profiles]) {
    const found = await measure(bench);
    measured.push(found);
    console.log(lineOf(found));
  }
  control.close();
  if (values.json) console.log(JSON.stringify({ bench: "browse", documents, measured }));
}

const lineOf = ({ name, studio, control, ratio }: Measured): string =>
  `${name.padEnd(34)} ${String(studio.p50Ms).padStart(9)} ms (95 %: ${String(studio.p95Ms)})   plain DuckDB ` +
  `${String(control.p50Ms)} ms (95 %: ${String(control.p95Ms)})   ×${String(ratio)}`;

function compared(name: string, studio: readonly number[], control: readonly number[]): Measured {
  const [ours, theirs] = [timesOf(studio), timesOf(control)];
  return { name, studio: ours, control: theirs, ratio: rounded(theirs.p50Ms / ours.p50Ms) };
}

const page = ({ ctx, versionId }: Bench, listing: ListingInput, offset = 0) =>
  pageDocuments({ ctx, input: { versionId, listing, offset, limit: ROWS } });

/** Times a page of a listing nobody asked for before beside the query for it, and checks that they agree. */
async function compareFirst(
  bench: Bench,
  name: string,
  runs: readonly { listing: ListingInput; order: string; where?: string }[],
): Promise<Measured> {
  const [studio, control]: [number[], number[]] = [[], []];
  for (const { listing, order, where = "TRUE" } of runs) {
    const ours = await timed(() => page(bench, listing));
    const sql = `SELECT * FROM scores WHERE ${where} ORDER BY ${order} DESC NULLS LAST, ordinal LIMIT ${String(ROWS)}`;
    const theirs = await timed(() => bench.control.query(sql));
    agree(
      name,
      ours.value.rows.map(({ ordinal }) => ordinal),
      theirs.value.map((row) => Number(row["ordinal"])),
    );
    studio.push(ours.ms);
    control.push(theirs.ms);
  }
  return compared(name, studio, control);
}

function agree(name: string, ours: unknown, theirs: unknown): void {
  if (JSON.stringify(ours) !== JSON.stringify(theirs))
    throw new Error(`${name}: the control finds something else`);
}

const firstByRater = (bench: Bench): Promise<Measured> =>
  compareFirst(
    bench,
    "first page sorted by a rater",
    bench.raters.slice(0, CONTROLS).map((rater) => ({ listing: descending(rater), order: rater })),
  );

function firstByScore(bench: Bench): Promise<Measured> {
  const recipe = firstRecipe(bench.statistics);
  if (recipe === null) throw new Error("the corpus has no rater");
  const runs = [1, 0.5, 0.25].map((factor) => {
    const weights = Object.fromEntries(
      Object.entries(recipe.weights).map(([rater, weight], index) => [
        rater,
        index === 0 ? weight * factor : weight,
      ]),
    );
    const plan = planScoring({ ...recipe, weights }, bench.statistics);
    const order = `CASE WHEN ${eligibleSql(plan)} THEN ${scoreSql(plan)} END`;
    return { listing: { ...descending("score"), recipe: { ...recipe, weights } }, order };
  });
  return compareFirst(bench, "first page sorted by the score", runs);
}

function filtered(bench: Bench): Promise<Measured> {
  const [sorted = "word_count", brushed = sorted] = bench.raters;
  const { quantiles } = bench.statistics.raters[brushed]?.value ?? { quantiles: [] };
  const runs = Array.from({ length: CONTROLS }, (_, run) => {
    const min = quantiles[(run + 1) * 400] ?? 0;
    return {
      listing: { ...descending(sorted), filter: { raters: { [brushed]: { min } } } },
      order: sorted,
      where: `${brushed}::DOUBLE >= '${String(min)}'::DOUBLE`,
    };
  });
  return compareFirst(bench, "first page after brushing a filter", runs);
}

async function pages(bench: Bench): Promise<Measured> {
  const [rater = "word_count"] = bench.raters;
  const offsets = Array.from({ length: PAGES }, (_, run) => {
    const share = (run * 0.618_033_988_75) % 1;
    return Math.floor(share * Math.max(0, bench.statistics.documents - ROWS));
  });
  const studio: number[] = [];
  for (const offset of offsets) studio.push((await timed(() => page(bench, descending(rater), offset))).ms);
  const control: number[] = [];
  for (const offset of offsets.slice(0, CONTROLS)) {
    const sql = `SELECT * FROM scores ORDER BY ${rater} DESC NULLS LAST, ordinal LIMIT ${String(ROWS)} OFFSET ${String(offset)}`;
    const { ms, value } = await timed(() => bench.control.query(sql));
    control.push(ms);
    const ours = await page(bench, descending(rater), offset);
    agree(
      "pages",
      ours.rows.map(({ ordinal }) => ordinal),
      value.map((row) => row["ordinal"]),
    );
  }
  return compared(`page of ${String(ROWS)} at any place`, studio, control);
}

async function searches({ ctx, versionId, control }: Bench): Promise<Measured> {
  const [studio, plain]: [number[], number[]] = [[], []];
  for (const search of NEEDLES) {
    const listing: ListingInput = { sort: { by: "ordinal", descending: false }, search };
    const ours = await timed(async () => {
      for await (const event of openListing({ ctx, input: { versionId, listing } }))
        if (event.kind === "ready") return event.total;
      return null;
    });
    const sql = `SELECT count(*) AS n FROM texts WHERE contains(lower(text), lower(${sqlText(search)}))`;
    const theirs = await timed(() => control.query(sql));
    agree("search", ours.value, theirs.value[0]?.["n"]);
    studio.push(ours.ms);
    plain.push(theirs.ms);
  }
  return compared("search in all texts", studio, plain);
}

async function profiles({ ctx, versionId, control, statistics, raters }: Bench): Promise<Measured> {
  const asked = raters.slice(0, PROFILED);
  const [studio, plain]: [number[], number[]] = [[], []];
  for (let run = 0; run < CONTROLS; run += 1) {
    const min = 100 * (run + 1);
    const listing: ListingInput = { sort: { by: "ordinal", descending: false }, filter: { tokens: { min } } };
    const ours = await timed(() => profileDocuments({ ctx, input: { versionId, listing, raters: asked } }));
    const selects = asked.flatMap((rater, index) => {
      const found = statistics.raters[rater];
      if (found === null) return [];
      const { low, high } = distributionRange(found.value);
      const place = `floor((${rater} - ${String(low)}) / ${String(high - low)} * ${String(DISTRIBUTION_BINS)})`;
      const bin = `greatest(0, least(${String(DISTRIBUTION_BINS - 1)}, ${place}))`;
      return [
        `SELECT ${String(index)} AS rater, ${bin} AS bin, count(*) AS n FROM scores WHERE tokens >= ${String(min)} GROUP BY bin`,
      ];
    });
    const theirs = await timed(() => control.query(selects.join(" UNION ALL ")));
    const counted = theirs.value.reduce((sum, row) => sum + Number(row["n"]), 0);
    agree("profile", ours.value.total * asked.length, counted);
    studio.push(ours.ms);
    plain.push(theirs.ms);
  }
  return compared(`profile of ${String(asked.length)} raters, filtered`, studio, plain);
}
